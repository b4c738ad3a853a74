-- The highest item version that joined a file.
SELECT coalesce(max(item_version), -1) FROM sidecar WHERE photo = $1 AND version = $2;
