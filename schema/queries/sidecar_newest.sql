-- The highest version of an item that joined a file.
SELECT coalesce(max(item_version), -1) FROM sidecar WHERE photo = $1 AND version = $2 AND item = $3;
