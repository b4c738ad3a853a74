-- Make a use or change it.
INSERT INTO use (id, story, photo, position, state, channel, partner, of_use, printed_headline,
  printed_caption, printed_alt_text, printed_credit, seen_headline, seen_caption, seen_alt_text,
  seen_credit, crop_x, crop_y, crop_width, crop_height, added_us, published_us, removed_us,
  lang_headline, lang_caption, lang_alt_text, lang_credit, placement)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
  $21, $22, $23, $24, $25, $26, $27, $28)
ON CONFLICT (id) DO UPDATE SET
  position = excluded.position, state = excluded.state, channel = excluded.channel,
  printed_headline = excluded.printed_headline, printed_caption = excluded.printed_caption,
  printed_alt_text = excluded.printed_alt_text, printed_credit = excluded.printed_credit,
  seen_headline = excluded.seen_headline, seen_caption = excluded.seen_caption,
  seen_alt_text = excluded.seen_alt_text, seen_credit = excluded.seen_credit,
  crop_x = excluded.crop_x, crop_y = excluded.crop_y, crop_width = excluded.crop_width,
  crop_height = excluded.crop_height, published_us = excluded.published_us,
  removed_us = excluded.removed_us, lang_headline = excluded.lang_headline,
  lang_caption = excluded.lang_caption, lang_alt_text = excluded.lang_alt_text,
  lang_credit = excluded.lang_credit, placement = excluded.placement;
