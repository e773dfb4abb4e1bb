/*
 * table - a hash table from short strings, such as ids, to pointers.
 *
 * Open addressing with linear probing, at most half full; FNV-1a from a
 * basis that differs from run to run, so that no file can choose ids that
 * collide.  Starts zeroed ({0}); keys and values are borrowed and stay the
 * caller's.
 */
#ifndef CORE_TABLE_H
#define CORE_TABLE_H

#include <stddef.h>
#include <stdint.h>

struct table_slot {
	const char *key; /* NULL: free */
	size_t len;      /* bytes of key */
	uint64_t hash;
	void *value;
};

struct table {
	struct table_slot *slots;
	size_t count, capacity; /* capacity: 0 or a power of two */
	uint64_t basis;
};

/* The key's hash; another basis makes it another one. */
uint64_t table_hash(uint64_t basis, const char *key, size_t len);

/* The value of key[0, len); NULL where there is none. */
void *table_get(const struct table *table, const char *key, size_t len);

/*
 * Puts a value that is not NULL.  Where the key has one already it stays and
 * is returned; otherwise returns NULL.
 */
void *table_put(struct table *table, const char *key, size_t len, void *value);

void table_release(struct table *table);

#endif
