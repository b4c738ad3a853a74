-- Where a photo was used, the newest first.
SELECT u.id, s.slug, p.id, u.position, u.state, u.channel, u.partner, u.of_use, u.printed_headline,
  u.printed_caption, u.printed_alt_text, u.printed_credit, u.seen_headline, u.seen_caption,
  u.seen_alt_text, u.seen_credit, u.crop_x, u.crop_y, u.crop_width, u.crop_height, u.added_us,
  u.published_us, u.removed_us, u.lang_headline, u.lang_caption, u.lang_alt_text, u.lang_credit,
  u.placement
FROM use u JOIN story s ON s.no = u.story JOIN photo p ON p.no = u.photo
WHERE u.photo = (SELECT no FROM photo WHERE id = $1) ORDER BY u.added_us DESC, u.id;
