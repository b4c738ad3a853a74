-- Photos of what was published at an address.
SELECT DISTINCT p.id FROM publication b JOIN use u ON u.story = b.story JOIN photo p ON p.no = u.photo
WHERE b.url = $1 AND u.published_us IS NOT NULL ORDER BY u.position;
