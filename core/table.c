#include "core/table.h"

#include <string.h>

#include "core/array.h"

uint64_t table_hash(uint64_t basis, const char *key, size_t len)
{
	uint64_t hash = basis;
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)key[i]) * 0x100000001b3u;
	return hash ^ hash >> 32;
}

/* The key's slot, or the free one where it belongs. */
static struct table_slot *slot_of(const struct table *table, const char *key,
				  size_t len, uint64_t hash)
{
	for (size_t i = hash;; i++) {
		struct table_slot *slot =
			&table->slots[i & (table->capacity - 1)];
		if (!slot->key || (slot->hash == hash && slot->len == len &&
				   !memcmp(slot->key, key, len)))
			return slot;
	}
}

void *table_get(const struct table *table, const char *key, size_t len)
{
	if (!table->capacity)
		return NULL;
	return slot_of(table, key, len, table_hash(table->basis, key, len))
		->value;
}

static void grow(struct table *table)
{
	struct table old = *table;
	table->capacity = old.capacity ? old.capacity * 2 : 32;
	size_t bytes = table->capacity * sizeof *table->slots;
	table->slots = memset(memory_alloc(bytes), 0, bytes);
	if (!old.basis)
		table->basis = 0xcbf29ce484222325u ^
			       (uint64_t)(uintptr_t)table->slots << 16;
	for (size_t i = 0; i < old.capacity; i++) {
		const struct table_slot *slot = &old.slots[i];
		if (slot->key)
			*slot_of(table, slot->key, slot->len,
				 slot->hash) = *slot;
	}
	free(old.slots);
}

void *table_put(struct table *table, const char *key, size_t len, void *value)
{
	if (table->count * 2 >= table->capacity)
		grow(table);
	uint64_t hash = table_hash(table->basis, key, len);
	struct table_slot *slot = slot_of(table, key, len, hash);
	if (slot->key)
		return slot->value;
	*slot = (struct table_slot){key, len, hash, value};
	table->count++;
	return NULL;
}

void table_release(struct table *table)
{
	free(table->slots);
	*table = (struct table){0};
}
