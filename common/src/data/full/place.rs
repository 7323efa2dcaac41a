//! Where full data sets lie when nobody says where.

use std::ffi::OsString;
use std::path::PathBuf;

/// The folder of data sets by these environment variables; None if they name no place for it.
pub(super) fn default_folder(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let path = |name: &str| {
        variable(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    if let Some(chosen) = path("CS324_DATA") {
        return Some(chosen);
    }
    let caches = if cfg!(windows) {
        path("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        path("HOME").map(|home| home.join("Library/Caches"))
    } else {
        // The XDG base directory specification: a relative path is to be ignored.
        let given = path("XDG_CACHE_HOME").filter(|given| given.is_absolute());
        given.or_else(|| path("HOME").map(|home| home.join(".cache")))
    };
    caches.map(|caches| caches.join("cs324").join("datasets"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_for(variables: &[(&str, &str)]) -> Option<PathBuf> {
        default_folder(|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn the_environment_says_where() {
        assert_eq!(folder_for(&[]), None);
        let chosen = folder_for(&[("CS324_DATA", "/course"), ("HOME", "/home/a")]);
        assert_eq!(chosen, Some("/course".into()));
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn caches_are_where_the_specification_wants_them() {
        let home = ("HOME", "/home/a");
        let standard = Some(PathBuf::from("/home/a/.cache/cs324/datasets"));
        assert_eq!(folder_for(&[home]), standard);
        assert_eq!(folder_for(&[home, ("XDG_CACHE_HOME", "")]), standard);
        assert_eq!(
            folder_for(&[home, ("XDG_CACHE_HOME", "relative")]),
            standard
        );
        let given = folder_for(&[home, ("XDG_CACHE_HOME", "/var/cache")]);
        assert_eq!(given, Some("/var/cache/cs324/datasets".into()));
    }
}
