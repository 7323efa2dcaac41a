//! What the head of a server's answer says.

/// From `bytes 100-999/1000` to where it begins and how much there is; the latter may be `*`.
pub(super) fn parse_range(text: &str) -> Option<(u64, Option<u64>)> {
    let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
    let (start, _) = range.split_once('-')?;
    Some((start.trim().parse().ok()?, total.trim().parse().ok()))
}

/// A status, and what it means for whoever wants a file.
pub(super) fn named(status: u16) -> String {
    match status {
        403 => "403: forbidden".into(),
        404 => "404: there is no such file".into(),
        416 => "416: its file is shorter".into(),
        429 => "429: too many requests, wait a while".into(),
        500.. => format!("{status}: the server has a problem"),
        _ => status.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_servers_write_them() {
        assert_eq!(parse_range("bytes 100-999/1000"), Some((100, Some(1000))));
        assert_eq!(parse_range("bytes 5-9/*"), Some((5, None)));
        for wrong in ["bytes */1000", "100-999/1000", "bytes a-b/c", ""] {
            assert_eq!(parse_range(wrong), None, "{wrong}");
        }
    }
}
