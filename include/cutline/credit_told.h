/* SPDX-License-Identifier: MIT
 *
 * Purpose: what a text tells in capitals behind a credit that is not written so ("Foto: Ana Ruiz/dpa DO NOT
 * RUN"): it is no part of the credit, and who reads the text's terms must see where it begins.
 */
#pragma once
#include <cutline/credit.h>

/* Puts a stroke, which ends a statement, for the blank before each such run of words. The text keeps its
 * length. */
void cl_credit_part_told(const ClCreditRules *rules, char *text);
