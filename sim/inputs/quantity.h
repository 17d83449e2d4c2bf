/* quantity.h: the text of one number: fixed, `estimate (low..high)`, or a named distribution; a
 * range of whole numbers `1..3`; a product of numbers and parameter names. Syntax only.
 * Read by keys and model. */
#ifndef LIVSBANA_INPUTS_QUANTITY_H
#define LIVSBANA_INPUTS_QUANTITY_H

#include "base/arena.h"
#include "base/problems.h"

#include <stdbool.h>

typedef enum { QUANTITY_FIXED, QUANTITY_INTERVAL, QUANTITY_NAMED } QuantityKind;

enum { QUANTITY_ARGUMENTS = 4 };

typedef struct {
    QuantityKind kind;
    double estimate;                     /* fixed and interval */
    double low, high;                    /* interval: 2.5 and 97.5 % quantiles, low < high */
    const char *family;                  /* named: as written; the registry knows which exist */
    double argument[QUANTITY_ARGUMENTS]; /* named */
    int n_arguments;
} Quantity;

/* Reads e.g. `3.5`, `1.6 (1.1..2.4)`, `beta(8 980)` (arguments parted by blanks, `;` or `,`).
 * Notes what is wrong at `where` under `key` and returns STATUS_INPUT. An unbalanced '(' that ends
 * the text gets the hint that a comma inside {...} splits the value: use blanks. */
Status quantity_read(const char *text, Where where, const char *key, Arena *arena,
                     Problems *problems, Quantity *quantity) MUST_USE;

/* Reads `7..15` or `7` (first = last) as whole numbers, first <= last. */
Status range_read(const char *text, Where where, const char *key, Problems *problems, int *first,
                  int *last) MUST_USE;

/* One factor of a product: a number, a name, or (1 - name). (1 - 0.2) is the number 0.8. */
typedef struct {
    const char *name; /* NULL: the number */
    double number;
    bool complement; /* (1 - name) */
    int column;      /* where it stands in the text's line; 0 when the text's place is unknown */
} ProductFactor;

enum { PRODUCT_FACTORS = 8 };

typedef struct {
    int n;
    ProductFactor factor[PRODUCT_FACTORS];
} ProductText;

/* Reads e.g. `0.3`, `tax_rate * kept_share`, `0.5 * (1 - p_stay)`, and `1 - p` or `(1 - 0.2)`.
 * Names are letters (also åäö), digits, '_', '.', '-' begun by a letter. A problem is noted at the
 * column where the product goes wrong. */
Status product_read(const char *text, Where where, const char *key, Arena *arena,
                    Problems *problems, ProductText *product) MUST_USE;

#endif
