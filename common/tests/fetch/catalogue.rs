//! The table of full data sets: the one that is built in, and what is refused.

use common::checksum::sha256;
use common::data::embedded;
use common::data::full::Catalogue;

#[test]
fn the_built_in_table_is_whole() {
    let catalogue = Catalogue::built_in().unwrap();
    let names: Vec<&str> = catalogue.sets.iter().map(|set| set.name.as_str()).collect();
    let mut once = names.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), names.len(), "each name once: {names:?}");
    let contents = |name| catalogue.get(name).unwrap().contents().count();
    assert_eq!(
        (contents("mnist"), contents("cifar10"), contents("cora")),
        (4, 6, 2)
    );
    assert_eq!(catalogue.get("mnist").unwrap().bytes(), (11_594_722, false));
}

#[test]
fn the_built_in_cora_is_the_published_one() {
    for content in Catalogue::built_in()
        .unwrap()
        .get("cora")
        .unwrap()
        .contents()
    {
        let embedded = embedded::read(&format!("{}.gz", content.name)).unwrap();
        assert_eq!(content.sha256, sha256(&embedded), "{}", content.name);
    }
}

#[test]
fn what_there_is_to_fetch_is_named() {
    let catalogue = Catalogue::built_in().unwrap();
    let error = catalogue.find("iris").unwrap_err();
    assert!(error.to_string().contains("built into"), "{error}");
    let error = catalogue.find("imagenet").unwrap_err();
    assert!(
        error.to_string().contains("mnist, fashion-mnist"),
        "{error}"
    );
    assert_eq!(error.exit_code(), 2);
}

#[test]
fn a_table_that_could_do_harm_is_refused() {
    let sha = "0".repeat(64);
    let table = |name: &str, mirror: &str, file: &str| {
        format!(
            "[[set]]\nname = '{name}'\nwhat = ''\nlicence = ''\ncredit = ''\nhomepage = ''\n\
             mirrors = ['{mirror}']\n[[set.file]]\n{file}"
        )
    };
    let plain = format!("name = 'a'\nsha256 = '{sha}'");
    let parse = |text: &str| Catalogue::parse(text).map_err(|error| error.to_string());
    let good = parse(&table("set", "https://x/{file}", &plain)).unwrap();
    assert_eq!(good.sets[0].files[0].contents[0].name, "a");
    // Lengths whose sum is too large for its type, as fuzzing found.
    let long = format!("{plain}\nbytes = {}\n", i64::MAX);
    let long = format!("{long}[[set.file]]\n{long}[[set.file]]\n{long}");
    let long = parse(&table("set", "https://x/{file}", &long)).unwrap();
    assert_eq!(long.sets[0].bytes(), (u64::MAX, false));
    let content = format!("[[set.file.content]]\nname = 'a'\nsha256 = '{sha}'");
    for (text, part) in [
        (table("../set", "https://x/", &plain), "plain file name"),
        (table("set", "file:///etc", &plain), "no http address"),
        (
            table("set", "https://x/", &plain.replace("'a'", "'/a'")),
            "plain file name",
        ),
        (
            table("set", "https://x/", &plain.replace('0', "x")),
            "no SHA-256",
        ),
        (
            table("set", "https://x/", &format!("{plain}\nurl = ''")),
            "url",
        ),
        (
            table("set", "https://x/", &format!("{plain}\npacked = 'gzip'")),
            "do not fit",
        ),
        (
            table(
                "set",
                "https://x/",
                &format!("{plain}\npacked = 'tar-gz'\n{content}"),
            ),
            "do not fit",
        ),
    ] {
        let error = parse(&text).unwrap_err();
        assert!(error.contains(part), "no `{part}` in: {error}");
    }
}
