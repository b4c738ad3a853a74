/* SPDX-License-Identifier: MIT
 *
 * What vocabularies of rights say by codes, bare names or in a machine's language, as words that the
 * rules of restrictions judge. As it stands, "Europe" or a code would be read as no restriction at all.
 * All: free with g_free.
 */
#pragma once

/* "Use limited to: Europe"; what is a term by itself ("No web use") as it stands. */
char *metadata_term_limit(const char *place_or_medium);
/* Of a property that no rule knows: "Use limited by minimumFee: 50 EUR". Either may be NULL. */
char *metadata_term_property(const char *name, const char *value);
/* A term of PLUS, its code or its whole address; "" if it restricts nothing. */
char *metadata_term_plus(const char *term);
/* Of a genre's code or name; NULL if it says nothing of use. Static. */
const char *metadata_term_genre(const char *genre);
/* Expressions are not read; a person must. What they say is not repeated. */
char *metadata_term_expression(const char *expression);
char *metadata_term_linked_expression(const char *address);
