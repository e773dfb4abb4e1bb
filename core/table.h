/*
 * table - a hash table from short strings, such as ids, to pointers.
 *
 * Items stand one behind the other, and where each is in a table of numbers:
 * open addressing with linear probing, at most half full.  FNV-1a from a basis
 * that differs from run to run, so that no file can choose ids that collide.
 * Starts zeroed ({0}); keys and values are borrowed and stay the caller's.
 */
#ifndef CORE_TABLE_H
#define CORE_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "core/array.h"

struct table_item {
	const char *key;
	void *value;
	uint32_t len; /* bytes of key */
	uint32_t hash;
};

struct table {
	ARRAY(struct table_item) items; /* in the order in which they came */
	uint32_t *slots; /* 1 + an item's index, by its hash; 0: free */
	size_t capacity; /* of slots: 0 or a power of two */
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
