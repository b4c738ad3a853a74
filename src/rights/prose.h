/* SPDX-License-Identifier: MIT
 *
 * A text that says something else beside its terms, as prose.c and prose_capitals.c read it. Private.
 */
#pragma once
#include "rules.h"

struct RightsProse {
	const ClRightsRules *rules;
	const RightsTokens *tokens;
	RightsReading how;
	gboolean all_caps;
	gboolean *loose; /* of each token: from it on phrases do not explain the rest of its piece */
	gboolean *own;	 /* of each token: of a statement that phrases explain wholly */
	gboolean *head;	 /* of each token: a phrase begins a statement here that goes on */
	guint *ends;	 /* of each token: where its piece ends */
};

static inline gboolean
rights_is_small(const RightsProse *prose, guint i)
{
	return !rights_token(prose->tokens, i)->caps && !rights_token(prose->tokens, i)->digit;
}

/* Does one of the signs stand between token i and the one before? */
gboolean rights_is_between(const RightsTokens *tokens, guint i, const char *signs);
