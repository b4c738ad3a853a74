-- All are counted anew.
DELETE FROM spending_sum;
