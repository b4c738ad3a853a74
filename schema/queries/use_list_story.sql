-- The uses of a story, in order.
SELECT u.id, s.slug, p.id, u.position, u.state, u.channel, u.partner, u.of_use, u.printed_headline,
  u.printed_caption, u.printed_alt_text, u.printed_credit, u.seen_headline, u.seen_caption,
  u.seen_alt_text, u.seen_credit, u.crop_x, u.crop_y, u.crop_width, u.crop_height, u.added_us,
  u.published_us, u.removed_us, u.lang_headline, u.lang_caption, u.lang_alt_text, u.lang_credit,
  u.placement
FROM use u JOIN story s ON s.no = u.story JOIN photo p ON p.no = u.photo
WHERE u.story = (SELECT no FROM story WHERE slug = $1) ORDER BY u.position, u.added_us, u.id;
