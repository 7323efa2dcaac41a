//! Files that are on this machine already.

use super::server::{Behaviour, Server};
use super::{Course, content, file, gzip, is_data_error, set_of, text};
use common::data::full::{FullSet, State};
use common::error::Result;
use std::fs;
use std::path::Path;

/// Two contents, each published as .gz; nobody serves them.
fn set() -> FullSet {
    let files: Vec<String> = [("a", text()), ("b", b"labels".to_vec())]
        .iter()
        .map(|(name, bytes)| {
            let published = file(&format!("{name}.gz"), &gzip(bytes));
            format!("{published}packed = 'gzip'\n{}", content(name, None, bytes))
        })
        .collect();
    set_of(&["http://127.0.0.1:9".into()], &files.concat())
}

fn import(course: &mut Course, set: &FullSet, folder: &Path) -> Result<()> {
    course.with(set, |fetcher| fetcher.import(folder))
}

/// Packed so that it is not the published file, though its content is.
fn packed_otherwise(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let header = flate2::GzBuilder::new().filename("other").mtime(1);
    let mut packed = header.write(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

#[test]
fn raw_and_packed_files_count_by_what_they_hold() {
    let from = tempfile::tempdir().unwrap();
    fs::create_dir(from.path().join("set")).unwrap();
    for (a, b) in [
        ("a", "b.gz"),
        ("set/b", "set/a.gz"),
        ("download (1)", "other.bin"),
    ] {
        fs::write(from.path().join(a), text()).unwrap();
        fs::write(from.path().join(b), packed_otherwise(b"labels")).unwrap();
        let mut course = Course::new();
        import(&mut course, &set(), from.path()).unwrap();
        assert_eq!(course.files(), ["a", "b.gz"]);
        assert_eq!(course.cache().read(&set(), "a").unwrap(), text());
        assert_eq!(course.cache().read(&set(), "b").unwrap(), b"labels");
        assert!(
            course
                .told()
                .contains(&from.path().join(a).display().to_string())
        );
        for file in [a, b] {
            fs::remove_file(from.path().join(file)).unwrap();
        }
    }
}

#[test]
fn what_is_not_there_is_named_and_the_rest_is_taken() {
    let from = tempfile::tempdir().unwrap();
    fs::write(from.path().join("a"), text()).unwrap();
    fs::write(from.path().join("b"), b"lAbels").unwrap();
    let mut course = Course::new();
    is_data_error(
        import(&mut course, &set(), from.path()),
        &[
            &from.path().display().to_string(),
            "\n  b\n",
            "data fetch set",
        ],
    );
    assert_eq!(course.files(), ["a"]);
    // The rest may come from elsewhere.
    let other = tempfile::tempdir().unwrap();
    fs::write(other.path().join("b"), b"labels").unwrap();
    import(&mut course, &set(), other.path()).unwrap();
    assert_eq!(course.files(), ["a", "b"]);
    is_data_error(
        import(&mut course, &set(), Path::new("/no/such")),
        &["/no/such"],
    );
}

#[test]
fn a_file_of_the_right_name_that_is_not_it_is_named_with_what_is_wrong() {
    let from = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(from.path().join(name), bytes).unwrap();
    let packed = gzip(&text());
    for (name, bytes, wrong) in [
        ("a", &text()[..2000], "a is cut off: 2000 of 5000 bytes"),
        ("a.gz", &packed[..packed.len() / 2], "a.gz is cut off: "),
        ("a", &[7; 5000], "a is another file of that name"),
        (
            "a.gz",
            &[&packed[..40], &packed[30..]].concat(),
            "a.gz is cut off or damaged",
        ),
    ] {
        put(name, bytes);
        let result = import(&mut Course::new(), &set(), from.path());
        is_data_error(result, &["\n  a\n", wrong, "1 file was looked at"]);
        fs::remove_file(from.path().join(name)).unwrap();
    }
}

#[test]
fn files_lie_as_deep_as_pytorch_puts_them() {
    let from = tempfile::tempdir().unwrap();
    let raw = from.path().join("data/MNIST/raw");
    fs::create_dir_all(&raw).unwrap();
    fs::write(raw.join("a"), text()).unwrap();
    fs::write(raw.join("b.gz"), packed_otherwise(b"labels")).unwrap();
    for place in ["", "data", "data/MNIST", "data/MNIST/raw"] {
        let mut course = Course::new();
        import(&mut course, &set(), &from.path().join(place)).unwrap();
        assert_eq!(course.files(), ["a", "b.gz"]);
    }
    fs::rename(&raw, from.path().join("data/other")).unwrap();
    fs::remove_file(from.path().join("data/other/a")).unwrap();
    let result = import(&mut Course::new(), &set(), from.path());
    is_data_error(
        result,
        &["\n  a\n", "1 file was looked at, up to 4 folders deep"],
    );
}

#[test]
fn an_archive_that_is_not_read_is_to_be_unpacked() {
    let from = tempfile::tempdir().unwrap();
    let tar = [&[7; 257][..], b"ustar", &[0; 250]].concat();
    for (name, bytes) in [
        ("archive.zip", &b"PK\x03\x04 and so on"[..]),
        ("a.tar", &tar),
    ] {
        fs::write(from.path().join(name), bytes).unwrap();
        let result = import(&mut Course::new(), &set(), from.path());
        is_data_error(
            result,
            &[&format!("{name} is packed: unpack it"), "\n  b\n"],
        );
    }
    // Where nothing is missing it is no matter.
    fs::write(from.path().join("a"), text()).unwrap();
    fs::write(from.path().join("b"), b"labels").unwrap();
    import(&mut Course::new(), &set(), from.path()).unwrap();
}

#[test]
fn one_file_may_be_named() {
    let from = tempfile::tempdir().unwrap();
    let path = from.path().join("downloaded");
    fs::write(&path, gzip(&text())).unwrap();
    let set = set_of(&["http://127.0.0.1:9".into()], &file("a", &text()));
    let mut course = Course::new();
    import(&mut course, &set, &path).unwrap();
    assert_eq!(course.files(), ["a.gz"]);
    assert_eq!(course.cache().read(&set, "a").unwrap(), text());
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_read_is_passed_over() {
    let from = tempfile::tempdir().unwrap();
    // Whoever reads it, root too, is refused.
    std::os::unix::fs::symlink("/proc/self/mem", from.path().join("a")).unwrap();
    fs::write(from.path().join("b"), b"labels").unwrap();
    let mut course = Course::new();
    let result = import(&mut course, &set(), from.path());
    is_data_error(result, &["a could not be read", "\n  a\n"]);
    assert_eq!(course.files(), ["b"]);
    fs::write(from.path().join("copy of a"), text()).unwrap();
    import(&mut course, &set(), from.path()).unwrap();
    assert_eq!(course.files(), ["a", "b"]);
}

#[test]
fn a_damaged_file_is_replaced() {
    let from = tempfile::tempdir().unwrap();
    fs::write(from.path().join("a.gz"), packed_otherwise(&text())).unwrap();
    fs::write(from.path().join("b"), b"labels").unwrap();
    let mut course = Course::new();
    course.put("a", b"damaged");
    import(&mut course, &set(), from.path()).unwrap();
    assert_eq!(course.files(), ["a.gz", "b"]);
}

#[test]
fn importing_opens_no_connection() {
    let server = Server::start(Behaviour::Good, &[("a", &text())]);
    let set = set_of(&[server.url()], &file("a", &text()));
    let from = tempfile::tempdir().unwrap();
    let mut course = Course::new();
    is_data_error(import(&mut course, &set, from.path()), &["a"]);
    assert!(server.requests().is_empty());
}

#[test]
fn states_tell_missing_from_damaged_and_reading_says_how_to_repair() {
    let course = Course::new();
    let (cache, set) = (course.cache(), set());
    let a = set.contents().next().unwrap();
    assert_eq!(cache.state(&set, a).unwrap(), State::Missing);
    let error = cache.read(&set, "a").unwrap_err();
    assert!(
        error.to_string().contains("there is no a or a.gz"),
        "{error}"
    );
    course.put("a.gz", &gzip(b"other"));
    assert_eq!(
        cache.state(&set, a).unwrap(),
        State::Damaged(course.path("a.gz"))
    );
    let error = cache.read(&set, "a").unwrap_err();
    let words = ["a.gz is damaged", "data fetch set --data-dir"];
    assert!(
        words.iter().all(|word| error.to_string().contains(word)),
        "{error}"
    );
    assert_eq!(error.exit_code(), 4);
    // The folder of all sets serves too, and a right file outweighs a damaged one.
    let flat = cache.folder().join("a");
    fs::write(&flat, text()).unwrap();
    assert_eq!(cache.state(&set, a).unwrap(), State::Ok(flat));
    assert_eq!(cache.read(&set, "a").unwrap(), text());
}
