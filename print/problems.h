/*
 * problems - what is wrong in the files, as text and as JSON.
 *
 * As text each problem is `file:line:column: error: words: detail`, then the
 * line of the file with a caret under the place, then a near spelling or the
 * places that an anchor may mean.
 */
#ifndef PRINT_PROBLEMS_H
#define PRINT_PROBLEMS_H

#include "core/diag.h"
#include "core/utf8.h"
#include "po/messages.h"
#include "print/out.h"

/* All of them, in the order that they have. */
void problems_print(struct out *out, const struct diags *diags,
		    enum language language, enum charset charset);

/*
 * An array of objects: file, line, column, level, kind, message, claim.  line
 * and column are null where the file as a whole is meant.
 */
void problems_json(struct out *out, const struct diags *diags,
		   enum language language);

#endif
