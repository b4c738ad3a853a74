/* SPDX-License-Identifier: MIT
 *
 * Every reason that a verdict can give, once: its code, how grave it is, what happened with the very
 * words and where they stand, and one remedy. Policy §3; the wording is tested word for word. A row
 * without its words, its place or its remedy does not compile.
 *
 * {names} are filled by src/rights/reason.c: {id} the photo, {words} the quoted words, {where} their
 * place in brackets ("(Instructions, XMP)"), {date} an instant, {until} another, {what}, {who}, {n}, {of}.
 */
#pragma once
#include <glib.h>

/* clang-format off */
#define CL_REASON_TABLE(X) \
	/*id, code, severity, origin, \
	    what happened, the words and their place, \
	    one remedy */ \
	/* 1: the state of the picture */ \
	X(KILLED, "KILLED", DENY, KILL, \
		"{who} withdrew this picture on {date}: {words} {where}.", \
		"Kills cannot be overridden; if it names the wrong picture: `cutline unkill {id} --reason \"…\"`") \
	X(KILL_WORDS, "KILLED", DENY, FIELD, \
		"The picture itself says that it is withdrawn: {words} {where}.", \
		"If these words are about another picture: `cutline restrictions dismiss {id} {n} --reason \"…\"`") \
	X(WITHHELD, "WITHHELD", DENY, KILL, \
		"Withheld since {date}: {words} {where}.", \
		"Ask who withheld it; when that is settled: `cutline unkill {id} --reason \"…\"`") \
	X(LEGAL_HOLD, "LEGAL_HOLD", DENY, KILL, \
		"On legal hold: {words} {where}.", \
		"Only the legal desk ends it: `cutline history {id}` names who set it") \
	X(HELD, "HELD", REVIEW, RULE, \
		"Held until a person decides: {words} {where}.", \
		"Compare both pictures, then: `cutline unkill {id} --reason \"…\"` or `cutline kill {id} --reason \"…\"`") \
	X(NOT_EXAMINED, "NOT_EXAMINED", REVIEW, RULE, \
		"Not examined yet: its pixels have not met the kill list {where}.", \
		"Let it be developed: any `cutline ingest FILE` finishes what waits, or start `cutline serve`") \
	X(FRAME_KILLED, "KILLED_COPY", REVIEW, KILL, \
		"Another copy of this frame, {what}, was withdrawn: {words} {where}.", \
		"Read the notice, then kill this one as well: `cutline kill {id} --reason \"…\"`, or record why not: " \
		"`cutline grant {id} --until … --reason \"…\"`") \
	X(FRAME_FACT, "FRAME", REVIEW, FIELD, \
		"Another copy of this frame, {what}, says {words} {where}: that is about the frame, so it counts here, too.", \
		"If it does not: `cutline grant {id} --until … --reason \"…\"`; both copies: `cutline show {id} --copies`") \
	X(PART_DENIED, "PART", DENY, RULE, \
		"Made of photo {what}, which may not be used like this: {words} {where}.", \
		"Look there for what would help: `cutline check {what}`; if it is no part of this picture: `cutline composite {id} …`") \
	X(PART_FORBIDDEN, "PART", DENY, RULE, \
		"Made of photo {what}, which somebody said not to use: {words} {where}.", \
		"Ask who said so: `cutline history {what}`; if it is no part of this picture: `cutline composite {id} …`") \
	X(PART_REVIEW, "PART", REVIEW, RULE, \
		"Made of photo {what}, which a person has to look at: {words} {where}.", \
		"Look there for what would help: `cutline check {what}`; if it is no part of this picture: `cutline composite {id} …`") \
	/* 2: embargo */ \
	X(EMBARGO, "EMBARGO", DENY, FIELD, \
		"Not before {date}: {words} {where}.", \
		"You may schedule it: `cutline check {id} --at {at}`") \
	X(EMBARGO_OPEN, "EMBARGO", DENY, FIELD, \
		"Under embargo, and no time can be read: {words} {where}.", \
		"Ask the source for the hour; then, when it is over: `cutline restrictions dismiss {id} {n} --reason \"…\"`") \
	X(EMBARGO_ZONE, "EMBARGO", REVIEW, FIELD, \
		"Under embargo until {what}, but not clearly by whose clock or on which day: {words} {where}.", \
		"Ask the source, then: `cutline restrictions confirm {id} {n} --as EMBARGO --operand … --reason \"…\"`") \
	X(EMBARGO_OVER, "EMBARGO", NOTE, FIELD, \
		"The embargo ended on {date}: {words} {where}.", \
		"Nothing to do; the words must not be printed") \
	/* 3: whose it is, and what it rests on */ \
	X(NO_ORIGIN, "NO_ORIGIN", DENY, RULE, \
		"Nobody is named: credit, by-line, copyright and supplier are empty in IIM, XMP and EXIF.", \
		"Say whose it is: `cutline edit {id} credit=\"…\"`, or look for its twin: `cutline find FILE`") \
	X(NO_ORIGIN_SAID, "NO_ORIGIN", DENY, FIELD, \
		"Nobody is named: {words} {where} is no name, and nothing else in the picture is one.", \
		"Say whose it is: `cutline edit {id} credit=\"…\"`, or look for its twin: `cutline find FILE`") \
	X(HOUSE_UNLISTED, "HOUSE_UNLISTED", REVIEW, FIELD, \
		"The picture says that it is ours, {words} {where}, but nobody of that name stands on the house list for its date.", \
		"If the photographer is ours: `cutline licence template staff > name.json`, fill it in, `cutline licence set name.json`") \
	X(HOUSE_DOUBT, "HOUSE_DOUBT", REVIEW, FIELD, \
		"By somebody of the house, {words} {where}, but perhaps not its own: {what}.", \
		"If it is ours, correct what names the other: `cutline edit {id} …`, or decide it: " \
		"`cutline grant {id} --until … --reason \"…\"`; if not, record its terms: " \
		"`cutline licence template freelance > name.json` (or permission, agency)") \
	X(NO_CONTRACT, "NO_CONTRACT", REVIEW, FIELD, \
		"Delivered by {what} ({words}, {field}). No {what} contract is on file, so Cutline cannot tell whether you may use it.", \
		"Record it once: `cutline licence template agency > {file}`, fill it in, `cutline licence set {file}`") \
	X(NOT_COVERED, "NOT_COVERED", DENY, CONTRACT, \
		"Delivered by {what}, and no contract covers this use: {words} {where}.", \
		"Choose a use that is covered (`cutline licence list`), buy it and record the purchase: `cutline licence template purchase > buy.json`, " \
		"or record a decision: `cutline grant {id} --until … --reason \"…\"`") \
	X(NOT_COVERED_PHOTO, "NOT_COVERED", DENY, CONTRACT, \
		"The terms that are recorded of this picture do not cover this use: {words} {where}.", \
		"Choose a use that is covered (`cutline licence list`), or ask for this one and record the answer: " \
		"`cutline licence template permission > permission.json`") \
	X(NOT_COVERED_OPEN, "NO_CONTRACT", REVIEW, CONTRACT, \
		"Delivered by {what}; the contracts on file do not cover this use: {words} {where}. Others may not be recorded yet.", \
		"Record the contract that covers it: `cutline licence template agency > {file}`, fill it in, `cutline licence set {file}`") \
	X(THIRD_PARTY, "THIRD_PARTY", REVIEW, FIELD, \
		"{words} {where} names {what}; nothing says on what terms.", \
		"If this is its handout for this story: `cutline licence set {id} handout --story {story} --until …`") \
	X(HANDOUT, "HANDOUT", REVIEW, FIELD, \
		"Given out by {what}: {words} {where}. Nobody has said for which story and until when.", \
		"Tie it to its story: `cutline licence set {id} handout --story {story} --until …`") \
	X(HANDOUT_PASSED, "HANDOUT", REVIEW, FIELD, \
		"Given out by {of}, and {what} has passed it on, {words} {where}: its contract does not speak for who gave it out.", \
		"Ask the source, then tie it to its story and term: `cutline licence set {id} handout --story … --until …`") \
	X(HANDOUT_OUTSIDE, "HANDOUT", DENY, CONTRACT, \
		"Given out by {what} for one story and a term, and this is outside of them: {words} {where}.", \
		"Ask the source, then record what it allows: `cutline licence set {id} handout --story {story} --until …`") \
	X(POOL, "POOL", REVIEW, FIELD, \
		"A pool picture, {words} {where}: its terms end with the event, and nobody has recorded them.", \
		"Tie it to its story: `cutline licence set {id} pool --story {story} --until …`") \
	X(INDIVIDUAL, "NO_TERMS", REVIEW, FIELD, \
		"{words} {where} names a person, and nothing says on what terms the picture came.", \
		"Record the agreement: `cutline licence template freelance > name.json` (or permission), fill it in, `cutline licence set name.json`") \
	X(SECOND_AUTHOR, "NO_TERMS", REVIEW, FIELD, \
		"{who} took this picture, too: {words} {where}; {what} is not with {who}, and nothing on file with {who} covers this use.", \
		"Record that agreement as well: `cutline licence template freelance > name.json` (or permission), fill it in, " \
		"`cutline licence set name.json`") \
	X(DELIVERER_DOUBT, "DELIVERER_DOUBT", REVIEW, FIELD, \
		"{what} is for what {who} delivered, {shown}; {words} {where} points to {of}.", \
		"If {who} delivered it, decide it: `cutline grant {id} --until … --reason \"…\"`; if {of} did, record its contract: " \
		"`cutline licence template agency > agency.json`") \
	X(PHOTOGRAPHER_DOUBT, "PHOTOGRAPHER_DOUBT", REVIEW, FIELD, \
		"Two photographers are named: {words} {where}, and {what} at the end of the caption.", \
		"Ask who took it, then say so: `cutline edit {id} byline=\"…\"` (and caption, if that names the wrong one), or decide it: " \
		"`cutline grant {id} --until … --reason \"…\"`") \
	X(CAPTURE_EDITED, "CAPTURE_EDITED", REVIEW, FIELD, \
		"{what} goes by the day of capture, which somebody wrote over: the picture came with {words} {where}, and {what} does not reach so far.", \
		"If the day that was written is right, decide it: `cutline grant {id} --until … --reason \"…\"`") \
	X(COMMISSIONED, "NO_TERMS", REVIEW, FIELD, \
		"{words} {where} says that somebody ordered this picture; the order is not on file.", \
		"Record it: `cutline licence template commissioned > order.json`, fill it in, `cutline licence set order.json`") \
	X(NO_PERMISSION, "NO_PERMISSION", DENY, FIELD, \
		"From a private person or a platform, {words} {where}, and no permission of the author is on file.", \
		"Ask the author, keep the answer, and record it: `cutline licence template ugc > permission.json`, " \
		"fill it in, `cutline licence set permission.json`") \
	X(CC_UNCONFIRMED, "LICENCE_UNCONFIRMED", REVIEW, FIELD, \
		"The picture says {words} {where}; a picture cannot license itself, and nobody has confirmed it at the source.", \
		"Open the source, keep a copy of its page, then: `cutline licence set {id} open --reason \"seen at …\"`") \
	X(OPEN_UNNAMED, "LICENCE_UNCONFIRMED", REVIEW, CONTRACT, \
		"Nothing says what {what} asks for: no licence is named whose terms are known {where}.", \
		"Write its SPDX id into the record, like \"spdx\": \"CC-BY-4.0\": `cutline licence template open`") \
	X(OPEN_UNCONFIRMED, "LICENCE_UNCONFIRMED", REVIEW, CONTRACT, \
		"Nobody is said to have seen {what} at its source: {words} {where}.", \
		"Open {of}, keep a copy of its page, and write into the record who saw it there, and when, as \"confirmed\": " \
		"`cutline licence show {file}`, then `cutline licence set FILE`") \
	X(OPEN_CONTRADICTED, "LICENCE_UNCONFIRMED", REVIEW, FIELD, \
		"The picture asks for more than {what} records ({of}): {words} {where}.", \
		"Look at the source again and correct the record: `cutline licence set FILE`; if the record is right, decide it: " \
		"`cutline grant {id} --until … --reason \"…\"`") \
	X(SHARE_ALIKE, "SHARE_ALIKE", REVIEW, CONTRACT, \
		"{what} lets what is made of it out under the same licence only, and this use changes the picture: {words} {where}.", \
		"Show it unchanged, or name the licence beside what was made of it and decide it: `cutline grant {id} --until … --reason \"…\"`") \
	X(NON_COMMERCIAL, "NON_COMMERCIAL", DENY, CONTRACT, \
		"{what} does not allow commercial use, and outlet *{outlet}* is commercial: {words} {where}.", \
		"Ask the author for permission and record it: `cutline licence template permission`") \
	X(NON_COMMERCIAL_UNSTATED, "NON_COMMERCIAL", REVIEW, CONTRACT, \
		"{what} does not allow commercial use, and outlet *{outlet}* does not say whether it is commercial: {words} {where}.", \
		"Say it once: set \"commercial\" to \"yes\" or \"no\" in `cutline outlet show {outlet}`, then `cutline outlet set FILE`") \
	X(LOOKUP_FAILED, "LOOKUP_FAILED", DENY, RULE, \
		"Could not be looked up: {words} {where}. What is not known is not allowed.", \
		"Try again; if it stays: `cutline doctor`, `cutline verify`") \
	/* 4: mandatory data */ \
	X(NO_CREDIT, "NO_CREDIT", DENY, RULE, \
		"No credit line can be made: no name that may be printed stands in credit, by-line or source {where}.", \
		"Say what to print: `cutline edit {id} credit=\"…\"`") \
	X(NO_CAPTION, "NO_CAPTION", REVIEW, RULE, \
		"No caption: nothing says who and what is shown {where}.", \
		"Write one: `cutline edit {id} caption=\"…\"`") \
	X(NO_CAPTION_PUBLISHING, "NO_CAPTION", DENY, RULE, \
		"No caption, and outlet *{outlet}* publishes nothing without one: nothing says who and what is shown {where}.", \
		"Write one: `cutline edit {id} caption=\"…\"`") \
	X(NO_ALT_TEXT, "NO_ALT_TEXT", REVIEW, RULE, \
		"No alternative text: who does not see the picture learns nothing of it {where}.", \
		"Write one: `cutline story edit {story} {id} --alt \"…\"`, or say --decorative") \
	X(REUSED, "REUSED", REVIEW, RULE, \
		"The same photo stands there twice: {what} {where}.", \
		"Take another picture for one of the two places: `cutline search …`") \
	X(NO_SUPPLIER_ID, "NO_SUPPLIER_ID", REVIEW, RULE, \
		"{what} bills by picture number, and this picture has none {where}.", \
		"Look it up at the supplier, then: `cutline edit {id} supplier_id=\"…\"`") \
	/* 5: how long, how often */ \
	X(EXPIRED, "EXPIRED", DENY, FIELD, \
		"Not to be used anew since {date}: {words} {where}.", \
		"Ask the source for longer use and record it: `cutline grant {id} --until … --reason \"…\"`") \
	X(EXPIRED_PUBLISHED, "EXPIRED", NOTE, FIELD, \
		"Not to be used anew since {date}: {words} {where}. It was out before that and may stay.", \
		"Do not use it again; to use it longer, ask the source: `cutline grant {id} --until … --reason \"…\"`") \
	X(EXPIRES, "EXPIRES", NOTE, FIELD, \
		"To be used anew only until {date}: {words} {where}.", \
		"Publish before, or ask the source for longer use: `cutline grant {id} --until … --reason \"…\"`") \
	X(EXPIRES_UNCLEAR, "EXPIRED", REVIEW, FIELD, \
		"Says that its use ends, but not clearly when: {words} {where}.", \
		"Ask the source, then: `cutline restrictions confirm {id} {n} --as EXPIRES --operand 2026-01-31T18:00Z --reason \"…\"`") \
	X(EXPIRES_LATE, "EXPIRED", REVIEW, FIELD, \
		"Its days of use count from transmission, which is not recorded; from the day it was taken they are over, from its " \
		"arrival they run until {date}: {words} {where}.", \
		"Ask the source, then: `cutline restrictions confirm {id} {n} --as EXPIRES --operand 2026-01-31T18:00Z --reason \"…\"`") \
	X(EXPIRY_ODD, "EXPIRY_ODD", NOTE, FIELD, \
		"Its expiry date, {date}, is not after the day it was taken or came here: {words} {where}. It stops nothing that is out.", \
		"If it is meant: `cutline kill {id} --reason \"…\"` or `cutline deny {id} --until … --reason \"…\"`") \
	X(EXPIRY_LATE, "EXPIRY_ODD", REVIEW, FIELD, \
		"Its expiry date, {date}, was over before it came here: {words} {where}. It may be a slip, or it came late.", \
		"If it is a slip: `cutline restrictions dismiss {id} {n} --reason \"…\"`; if not, ask the source for longer use: " \
		"`cutline grant {id} --until … --reason \"…\"`") \
	X(TAKE_DOWN, "TAKE_DOWN", DENY, FIELD, \
		"{since} {words} {where}: not to be shown since {date}{shown}.", \
		"{replace}sk the source for longer use and record it: `cutline grant {id} --until … --reason …`") \
	X(TAKE_DOWN_SOON, "TAKE_DOWN", NOTE, FIELD, \
		"{since} {words} {where}: to be shown only until {date}; then a tile stands in its place.", \
		"Plan the exchange, or ask the source for longer use: `cutline grant {id} --until … --reason \"…\"`") \
	X(TAKE_DOWN_UNCLEAR, "TAKE_DOWN", REVIEW, FIELD, \
		"Has to be taken down, but not clearly when: {words} {where}.", \
		"Ask the source, then: `cutline restrictions confirm {id} {n} --as TAKE_DOWN --operand 2026-01-31T18:00Z --reason \"…\"`") \
	X(TAKE_DOWN_LATE, "TAKE_DOWN", REVIEW, FIELD, \
		"Its days count from transmission, which is not recorded; from the day it was taken they are over, from its arrival it is " \
		"to be shown until {date}: {words} {where}.", \
		"Ask the source, then: `cutline restrictions confirm {id} {n} --as TAKE_DOWN --operand 2026-01-31T18:00Z --reason \"…\"`") \
	X(ONE_USE, "ONE_USE", DENY, FIELD, \
		"For one use only, and it has been used: {words} {where}; it ran in *{what}*.", \
		"Take another picture, or buy a further use: `cutline licence template purchase`") \
	X(ONE_USE_LEFT, "ONE_USE", NOTE, FIELD, \
		"For one use only: {words} {where}. This would be it.", \
		"Choose well; a second one needs a purchase: `cutline licence template purchase`") \
	X(NO_ARCHIVE, "NO_ARCHIVE", DENY, FIELD, \
		"Not from the archive: {words} {where}; it ran in *{what}* and may not run in another story.", \
		"Ask the source, then: `cutline grant {id} --story {story} --until … --reason \"…\"`") \
	X(NO_ARCHIVE_LATE, "NO_ARCHIVE", DENY, FIELD, \
		"Not from the archive: {words} {where}; it came on {date}, more than 30 days before this use.", \
		"Ask the source, then: `cutline grant {id} --until … --reason \"…\"`") \
	X(NO_ARCHIVE_NOTE, "NO_ARCHIVE", NOTE, FIELD, \
		"For its first story only, and for 30 days: {words} {where}.", \
		"Do not plan it for the archive; longer use: `cutline grant {id} --until … --reason \"…\"`") \
	/* 7: where and through what */ \
	X(TERRITORY, "TERRITORY", DENY, FIELD, \
		"Not for readers in {what}: {words} {where}; outlet *{outlet}* counts {of} as a market.", \
		"Leave that market out (`cutline check {id} --territory …`), or ask the source and record its answer: `cutline grant {id} --until … --reason \"…\"`") \
	X(TERRITORY_COPY, "TERRITORY", DENY, FIELD, \
		"Not for readers in {what}: {words} {where}; outlet *{outlet}* counts {of} as a market.", \
		"Another agency sent this frame without that limit: `cutline show {id} --copies`") \
	X(TERRITORY_OPEN, "TERRITORY", REVIEW, FIELD, \
		"Not for readers in {what}: {words} {where}; outlet *{outlet}* declares no markets, so nobody knows whether it has readers there.", \
		"Declare them once: \"markets\" in `cutline outlet show {outlet}`, then `cutline outlet set FILE`") \
	X(MARKETS_OPEN, "TERRITORY", REVIEW, CONTRACT, \
		"{what} holds for {n}, and outlet *{outlet}* declares no markets, so nobody knows whether it has readers elsewhere: {words} {where}.", \
		"Declare them once: \"markets\" in `cutline outlet show {outlet}`, then `cutline outlet set FILE`") \
	X(TERRITORY_ELSEWHERE, "TERRITORY", NOTE, FIELD, \
		"Not for readers in {what}: {words} {where}; outlet *{outlet}* has no market there.", \
		"Keep it out of editions for {what}") \
	X(TERRITORY_UNCLEAR, "TERRITORY", REVIEW, FIELD, \
		"Limited to places that Cutline cannot name: {words} {where}.", \
		"Read it, then: `cutline restrictions confirm {id} {n} --as TERRITORY_DENY --operand XX --reason \"…\"`") \
	X(MEDIA, "MEDIA", DENY, FIELD, \
		"Not for {what}: {words} {where}.", \
		"Use it elsewhere (`cutline check {id} --channel …`), or ask the source: `cutline grant {id} --until … --reason \"…\"`") \
	X(MEDIA_UNCLEAR, "MEDIA", REVIEW, FIELD, \
		"Not for {what}: {words} {where}. Cutline cannot tell whether outlet *{outlet}* is one of them.", \
		"If it is not: `cutline restrictions dismiss {id} {n} --reason \"…\"`") \
	X(MEDIA_OPEN, "MEDIA", REVIEW, FIELD, \
		"Not for {what}: {words} {where}; outlet *{outlet}* declares no markets, so nobody knows whether it has readers there.", \
		"Declare them once: \"markets\" in `cutline outlet show {outlet}`, then `cutline outlet set FILE`") \
	X(MEDIA_NEAR, "MEDIA", REVIEW, FIELD, \
		"Not for {what}: {words} {where}. Whether app, newsletter and social media are meant, too, it does not say.", \
		"Ask the source; if only websites are meant: `cutline restrictions confirm {id} {n} --reason \"…\"`") \
	X(MEDIA_ELSEWHERE, "MEDIA", NOTE, FIELD, \
		"Not for {what}: {words} {where}; this use is another.", \
		"Keep it out of {what}") \
	X(OUTLET, "OUTLET", DENY, FIELD, \
		"Not for *{outlet}*: {words} {where}.", \
		"Take another picture, or ask the source: `cutline grant {id} --until … --reason \"…\"`") \
	X(OUTLET_ELSEWHERE, "OUTLET", NOTE, FIELD, \
		"Not for {what}: {words} {where}; that is not outlet *{outlet}*.", \
		"Do not pass it on to {what}") \
	X(OUTLET_UNNAMED, "OUTLET", REVIEW, FIELD, \
		"Not for {what}: {words} {where}; outlet *{outlet}* has not said under which names it is known.", \
		"Say them once: \"names\" in `cutline outlet show {outlet}`, then `cutline outlet set FILE`") \
	X(OUTLET_UNCLEAR, "OUTLET", REVIEW, FIELD, \
		"Not for {what}: {words} {where}. Cutline knows no outlet and no place of that name.", \
		"An outlet: `cutline restrictions confirm {id} {n} --reason \"…\"`; a place: the same with `--as TERRITORY_DENY --operand XX`") \
	X(CLIENT_ONLY, "CLIENT_ONLY", REVIEW, FIELD, \
		"For clients of {what} only: {words} {where}; no contract with it is on file.", \
		"If you are one, record it: `cutline licence template agency > contract.json`, fill it in, `cutline licence set contract.json`") \
	/* 8: purpose */ \
	X(EDITORIAL_ONLY, "EDITORIAL_ONLY", DENY, FIELD, \
		"For editorial use only, and section {what} is none: {words} {where}.", \
		"Take another picture for it, or buy the use: `cutline licence template purchase`") \
	X(NO_COMMERCIAL, "NO_COMMERCIAL", DENY, FIELD, \
		"Not for commercial use, and section {what} is commercial: {words} {where}.", \
		"Take another picture for it, or buy the use: `cutline licence template purchase`") \
	X(COMMERCIAL_NOTE, "NO_COMMERCIAL", NOTE, FIELD, \
		"Not for commercial use: {words} {where}.", \
		"Not for advertising, promotion or covers of products") \
	X(PURPOSE_NOTE, "EDITORIAL_ONLY", NOTE, FIELD, \
		"For editorial use only: {words} {where}.", \
		"Not for advertising, promotion or covers of products") \
	/* 9: context */ \
	X(CONTEXT, "CONTEXT_ONLY", REVIEW, FIELD, \
		"Only with {what}: {words} {where}. Whether *{story}* is that, a person must say.", \
		"If it is: `cutline grant {id} --story {story} --until … --reason \"…\"`") \
	X(CONTEXT_MET, "CONTEXT_ONLY", NOTE, FIELD, \
		"Only with {what}: {words} {where}; *{story}* is that.", \
		"Do not use it for anything else") \
	/* 10: what is done to it */ \
	X(NO_CROP, "NO_CROP", DENY, FIELD, \
		"Must not be cropped, and this use crops it: {words} {where}.", \
		"Show the whole frame: take a story's crop back with `cutline story edit STORY {id} --crop \"\"`, the photo's " \
		"with `cutline crop {id} none`") \
	X(NO_CROP_NOTE, "NO_CROP", NOTE, FIELD, \
		"Must not be cropped: {words} {where}.", \
		"Show the whole frame; presets that would crop pad it instead") \
	X(KEEP_LOGO, "KEEP_LOGO", REVIEW, FIELD, \
		"A logo must stay in the picture, and this use crops it: {words} {where}.", \
		"Look whether it is still there; if so: `cutline grant {id} --until … --reason \"…\"`") \
	X(KEEP_LOGO_NOTE, "KEEP_LOGO", NOTE, FIELD, \
		"A logo must stay in the picture: {words} {where}.", \
		"Do not crop or cover it") \
	X(NO_ALTER, "NO_ALTER", DENY, FIELD, \
		"Must not be altered, and this use alters it: {words} {where}.", \
		"Use it as it came: no colour change, flip, cut-out or text over it") \
	X(NO_ALTER_CROP, "NO_ALTER", REVIEW, FIELD, \
		"Must not be altered, and this use crops it: {words} {where}.", \
		"Show the whole frame, or ask the source whether a crop is meant: `cutline grant {id} --until … --reason \"…\"`") \
	X(NO_ALTER_NOTE, "NO_ALTER", NOTE, FIELD, \
		"Must not be altered: {words} {where}.", \
		"Use it as it came: no colour change, flip, cut-out or text over it") \
	X(NO_DERIVATIVES, "NO_DERIVATIVES", REVIEW, CONTRACT, \
		"{what} allows no adaptations, and this use crops or changes the picture: {words} {where}.", \
		"Show the whole frame unchanged, or ask the author: `cutline licence template permission`") \
	/* 11: credit */ \
	X(CREDIT_REQUIRED, "CREDIT_REQUIRED", NOTE, FIELD, \
		"A credit is demanded: {words} {where}.", \
		"Print: \"{credit}\"") \
	X(CREDIT_MISSING, "CREDIT_MISSING", DENY, FIELD, \
		"The page prints {printed}; demanded is \"{what}\": {words} {where}.", \
		"Print: \"{credit}\"; in a story: `cutline story edit {story} {id} --credit \"{credit}\"`") \
	X(CREDIT_OTHER, "CREDIT_MISSING", REVIEW, FIELD, \
		"The page prints {printed}; the archive writes \"{credit}\" {where}.", \
		"Print: \"{credit}\"; to paste it: `cutline export {id} --as figure`") \
	X(CREDIT_PART, "CREDIT_MISSING", REVIEW, FIELD, \
		"The page prints {printed}: {what}. The archive writes \"{credit}\" {where}.", \
		"Print: \"{credit}\"; to paste it: `cutline export {id} --as figure`") \
	X(CREDIT_ADDED, "CREDIT_ADDED", REVIEW, FIELD, \
		"The page prints {printed}: it names {what}, which delivered another picture or none; the archive writes \"{credit}\" {where}.", \
		"Print: \"{credit}\"; to paste it: `cutline export {id} --as figure`") \
	X(CREDIT_ALSO, "CREDIT_ADDED", REVIEW, FIELD, \
		"The page prints {printed}: it names {what} besides; the archive writes \"{credit}\" {where}.", \
		"Print: \"{credit}\"; to paste it: `cutline export {id} --as figure`") \
	X(CREDIT_LABEL, "CREDIT_CASE", NOTE, FIELD, \
		"The page prints {printed}; the archive writes \"{credit}\". Only a label or signs differ, still a valid credit.", \
		"For one spelling, paste: `cutline export {id} --as figure`") \
	X(CREDIT_FORM, "CREDIT_CASE", NOTE, FIELD, \
		"The page prints {printed}; the archive writes \"{credit}\". The same names in another form, still a valid credit.", \
		"For one spelling, paste: `cutline export {id} --as figure`") \
	X(CREDIT_CASE, "CREDIT_CASE", NOTE, FIELD, \
		"The page prints {printed}; the archive writes \"{credit}\". Same person, still a valid credit.", \
		"For one spelling, paste: `cutline export {id} --as figure`") \
	/* 12: quota and money */ \
	X(QUOTA, "QUOTA", DENY, CONTRACT, \
		"The quota of {what} is spent: {n} of {of} {words} {where}.", \
		"Wait for the next period, buy this picture (`cutline licence template purchase`), or record a decision: " \
		"`cutline grant {id} --until … --reason \"…\"`") \
	X(QUOTA_RESERVED, "QUOTA", DENY, CONTRACT, \
		"All places of the quota of {what} are taken: {n} of {of} {words} {where}, by what is published or by earlier drafts.", \
		"Take a picture out of a draft that does not need it (`cutline story list`), buy this one (`cutline licence template purchase`), " \
		"or record a decision: `cutline grant {id} --until … --reason \"…\"`") \
	X(QUOTA_NEAR, "QUOTA", REVIEW, CONTRACT, \
		"The quota of {what} is nearly spent: {n} of {of} {words} {where}.", \
		"Decide whether this picture is worth it, then: `cutline grant {id} --until … --reason \"…\"`") \
	X(USES_SPENT, "USES_SPENT", DENY, CONTRACT, \
		"The uses bought with {what} are spent: {n} of {of} {words} {where}.", \
		"Buy further uses and record them: `cutline licence template purchase`") \
	X(PLACEMENT, "PLACEMENT", REVIEW, CONTRACT, \
		"{what} is for one place only, \"{of}\", and nobody has said where on the page this stands {where}.", \
		"If it stands there: `cutline grant {id} --for PLACEMENT --until … --reason \"…\"`; if not, buy that use") \
	X(USES_UNKNOWN, "LOOKUP_FAILED", DENY, CONTRACT, \
		"How often {what} was used could not be counted: {words} {where}. What is not known is not allowed.", \
		"Try again; if it stays: `cutline doctor`, `cutline verify`") \
	X(COST, "COST", REVIEW, CONTRACT, \
		"This use costs {n} by {what}: {words} {where}.", \
		"If it is worth it: `cutline grant {id} --until … --reason \"…\"`") \
	X(FEE, "FEE", REVIEW, FIELD, \
		"A fee has to be agreed: {words} {where}.", \
		"Agree it, then record the purchase: `cutline licence template purchase > buy.json`, fill it in, `cutline licence set buy.json`") \
	/* 13: people */ \
	X(MINORS, "MINORS", REVIEW, FIELD, \
		"Shows minors who may have to be made unrecognisable: {words} {where}.", \
		"Look, and pixelate where the law asks for it; then: `cutline grant {id} --until … --reason \"…\"`") \
	X(NO_RELEASE, "NO_RELEASE", DENY, FIELD, \
		"The people shown have not agreed to commercial use, and section {what} is commercial: {words} {where}.", \
		"Take another picture, or get the release and record it: `cutline licence template permission`") \
	X(NO_RELEASE_NOTE, "NO_RELEASE", NOTE, FIELD, \
		"The people shown have not agreed to commercial use: {words} {where}.", \
		"Editorial use only") \
	X(GRAPHIC, "GRAPHIC", NOTE, FIELD, \
		"May disturb readers: {words} {where}.", \
		"Decide on a warning before the picture") \
	/* 14: how it was made */ \
	X(AI, "AI_GENERATED", REVIEW, FIELD, \
		"A model made or changed this picture: {words} {where}.", \
		"If house rules allow it, say so in the caption, then: `cutline grant {id} --until … --reason \"…\"`") \
	X(ALTERED, "ALTERED_AT_SOURCE", REVIEW, FIELD, \
		"Altered before it was sent: {words} {where}. The caption must say so.", \
		"Say it in the caption, then: `cutline restrictions confirm {id} {n} --as ALTERED_AT_SOURCE --reason \"caption says so\"`") \
	X(UNVERIFIED, "UNVERIFIED", REVIEW, FIELD, \
		"Not verified by the agency: {words} {where}. The caption must say so.", \
		"Verify it or say it in the caption, then: `cutline restrictions confirm {id} {n} --as UNVERIFIED --reason \"…\"`") \
	X(NO_AI, "NO_AI", NOTE, FIELD, \
		"Not for training or feeding models: {words} {where}.", \
		"Nothing to do for publication: the reservation travels with every rendition") \
	X(QUALITY, "QUALITY_NOTE", NOTE, FIELD, \
		"Known to be of low quality: {words} {where}.", \
		"Use it small") \
	/* 15: what is not settled */ \
	X(UNPARSED, "UNPARSED", REVIEW, FIELD, \
		"{field} {words}; Cutline does not understand this.", \
		"Read it, then: `cutline restrictions confirm {id} {n} --as CLEARANCE --reason \"…\"` or `… dismiss {n} --reason \"…\"`") \
	X(CLEARANCE, "CLEARANCE", REVIEW, FIELD, \
		"To be cleared before use: {words} {where}.", \
		"Ask, then record the answer: `cutline restrictions dismiss {id} {n} --reason \"cleared by …\"`") \
	X(CLEARANCE_UNTIL, "CLEARANCE", REVIEW, FIELD, \
		"Until {date} it is sold on other terms than later: {words} {where}.", \
		"See whether your contract covers it before, then: `cutline restrictions dismiss {id} {n} --reason \"covered by …\"`") \
	X(CLEARANCE_OVER, "CLEARANCE", NOTE, FIELD, \
		"Since {date} it is sold on other terms than before: {words} {where}.", \
		"Nothing to do where your contract covers the rest of what its agency sells.") \
	X(CONFIRMED, "CONFIRMED", NOTE, FIELD, \
		"{who} looked at {words} {where} on {date}: {what}.", \
		"To look again: `cutline restrictions list {id}`") \
	X(CORRECTED, "CORRECTED", NOTE, FIELD, \
		"{who} read {words} {where} as {of} on {date}, not as {until}: {what}.", \
		"To take that back: `cutline restrictions confirm {id} {n} {replace} --reason \"…\"`") \
	X(DISMISSED, "DISMISSED", NOTE, FIELD, \
		"{who} said on {date} that {words} {where}, read as {of}, counts for nothing here: {what}.", \
		"To let it count again: `cutline restrictions confirm {id} {n} {replace} --reason \"…\"`") \
	X(THIRD_PARTY_WORDS, "THIRD_PARTY", REVIEW, FIELD, \
		"Given out by somebody else than who delivered it: {words} {where}.", \
		"If its terms are known: `cutline licence set {id} handout --story {story} --until …`") \
	X(CORRECTION, "CAPTION_CORRECTION", NOTE, FIELD, \
		"Corrects an earlier transmission: {words} {where}.", \
		"Compare the captions of its uses: `cutline history {id}`") \
	/* 16: passing it on */ \
	X(NO_RESALE, "NO_RESALE", DENY, FIELD, \
		"Not to be passed on to partners or sold: {words} {where}.", \
		"Leave it out of the delivery, or ask the source: `cutline grant {id} --until … --reason \"…\"`") \
	X(NO_RESALE_NOTE, "NO_RESALE", NOTE, FIELD, \
		"Not to be passed on to partners or sold: {words} {where}.", \
		"Fine in your own pages; `cutline story export --for syndication` leaves it out") \
	/* decisions of people, and what an allow rests on */ \
	X(GRANTED, "GRANT", NOTE, GRANT, \
		"{who} allowed this{until}: {words} {where}; sets aside {what}.", \
		"To end it: `cutline grant {id} --end {n} --reason \"…\"`; who may and why: `cutline history {id}`") \
	X(GRANT_SILENT, "GRANT_SILENT", NOTE, GRANT, \
		"{who} allowed something else{until}: {words} {where}; that decision does not speak of {what}.", \
		"Settle what came later by itself; if it is to be allowed, too: `cutline grant {id} --for CODE --until … --reason \"…\"`") \
	X(GRANT_DENIED, "GRANT_DENY", DENY, GRANT, \
		"{who} said not to use it{until}: {words} {where}.", \
		"Ask {who}; when it need not stand any longer: `cutline deny {id} --end {n} --reason \"…\"`") \
	X(GRANT_CONFLICT, "GRANT_CONFLICT", REVIEW, GRANT, \
		"Two decisions contradict each other: {who} allowed it, {what} forbade it: {words} {where}.", \
		"Settle it and end one of them: `cutline deny {id} --end {n} --reason \"…\"`; `cutline history {id}` shows both") \
	X(LICENSED, "LICENSED", NOTE, CONTRACT, \
		"{channels}, {territories}, {until}: {what}{where}{quota}.", \
		"Print: \"{credit}\".{limits}") \
	X(HOUSE, "HOUSE", NOTE, RULE, \
		"{channels}, {territories}, {until}: our own picture, by {words} {where}.", \
		"Print: \"{credit}\".{limits}") \
	X(PAST, "JUDGED_TODAY", NOTE, RULE, \
		"Asked about {date}, judged with today's knowledge {where}.", \
		"What was known then stands in recorded verdicts only: `cutline evidence {id}`")

/* In the place of the remedy of what a person's decision has set aside. */
#define CL_REASON_SET_ASIDE_FIX \
	"Set aside by {who}{until}: {words}; to take that back: `cutline grant {id} --end {n} --reason \"…\"`"

typedef enum { CL_SEVERITY_NOTE, CL_SEVERITY_REVIEW, CL_SEVERITY_DENY } ClSeverity;
typedef enum { CL_ORIGIN_OF_FIELD, CL_ORIGIN_OF_CONTRACT, CL_ORIGIN_OF_RULE, CL_ORIGIN_OF_GRANT, CL_ORIGIN_OF_KILL } ClReasonOrigin;
/* clang-format on */

typedef enum {
#define X(id, code, severity, origin, said, fix) CL_REASON_##id,
	CL_REASON_TABLE(X)
#undef X
	CL_N_REASONS
} ClReasonCode;

const char *cl_severity_name(ClSeverity severity);
const char *cl_reason_origin_name(ClReasonOrigin origin);
/* The fixed code in JSON: several wordings may share one. */
const char *cl_reason_name(ClReasonCode code);
/* As the table has it; what is not sure of itself may weigh less. */
ClSeverity cl_reason_severity(ClReasonCode code);
