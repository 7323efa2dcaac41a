//! The page in a real browser. `.ci/run` tries three demonstrations, `.ci/full` all; LABS_PICTURES names a
//! folder that gets a picture of each: `LABS_PICTURES="$PWD/docs/labs" cargo test -p labs --test browser every`.

mod chromium;
mod labs;
mod measure;
mod page;

use chromium::Browser;
use labs::Labs;
use page::Page;
use std::path::PathBuf;

/// The size of a projector's picture.
const PROJECTOR: (u32, u32) = (1920, 1080);
const LAPTOP: (u32, u32) = (1280, 800);

/// Loads a demonstration, plays it, goes back, scrubs, compares and resets, as a lecturer would.
fn try_out(browser: &mut Browser, labs: &Labs, name: &str) {
    let mut page = Page::open(browser, labs, name, LAPTOP);
    // First somebody is asked.
    assert_eq!(
        page.value("latest.playing || latest.step > 0"),
        false,
        "{name}"
    );
    page.play("latest.step > 0 || latest.finished");
    page.pause();
    page.press("r", "latest.step === 0");

    page.fastest();
    page.play("latest.step >= 200 || latest.finished");
    page.pause();
    let (reached, csv) = (page.step(), page.csv());
    assert_eq!(
        csv,
        labs.csv(name, reached),
        "{name}: page and headless differ"
    );

    let seen = page.seen();
    page.press(",", &format!("latest.step === {}", reached - 1));
    page.press(".", &format!("latest.step === {reached}"));
    assert_eq!(
        page.seen(),
        seen,
        "{name}: step {reached} differs after a step back"
    );

    let middle = reached / 2;
    page.scrub(middle);
    page.wait(&format!("latest.step === {middle} && !latest.seeking"));

    page.press("c", "latest.sides.length === 2 && latest.step === 0");
    page.play("latest.step >= 20 || latest.finished");
    page.pause();
    page.press("r", "latest.step === 0 && latest.sides.length === 2");
    page.press("c", "latest.sides.length === 1");
    page.is_clean();
    page.close();
}

/// A picture of a demonstration at the step where it has something to say, if pictures are wanted.
fn picture(browser: &mut Browser, labs: &Labs, name: &str) {
    let Some(folder) = std::env::var_os("LABS_PICTURES").map(PathBuf::from) else {
        return;
    };
    std::fs::create_dir_all(&folder).unwrap();
    let step = labs.story(name);
    let mut page = Page::open(browser, labs, &format!("{name}#step={step}"), LAPTOP);
    page.wait(&format!(
        "(latest.step === {step} || latest.finished) && !latest.seeking"
    ));
    page.settle();
    page.picture(&folder.join(format!("{name}.webp")));
    page.close();
}

#[test]
fn three_demonstrations_work_in_the_browser() {
    let (mut browser, labs) = (Browser::start(), Labs::start());
    for name in ["boundary", "perceptron", "palindromes"] {
        try_out(&mut browser, &labs, name);
    }
}

#[test]
fn every_demonstration_works_in_the_browser() {
    let (mut browser, labs) = (Browser::start(), Labs::start());
    for name in labs.names() {
        println!("{name}");
        try_out(&mut browser, &labs, &name);
        picture(&mut browser, &labs, &name);
    }
}

#[test]
fn the_list_opens_a_demonstration_and_an_unknown_one_is_said() {
    let (mut browser, labs) = (Browser::start(), Labs::start());
    let mut page = Page::list(&mut browser, &labs, PROJECTOR);
    for name in labs.names() {
        let link = format!("document.querySelector('a[href=\"/{name}\"]')");
        page.wait(&link);
    }
    page.picture_if_wanted("list");
    page.close();
    let mut page = Page::visit(&mut browser, &labs, "nothing-of-this-name", LAPTOP);
    page.wait("document.body.innerText.includes('nothing-of-this-name')");
    page.close();
}

#[test]
fn a_link_out_of_range_is_said_and_the_rest_of_it_counts() {
    let (mut browser, labs) = (Browser::start(), Labs::start());
    let mut page = Page::open(
        &mut browser,
        &labs,
        "boundary#lr=1000&depth=1&nothing=3",
        LAPTOP,
    );
    page.wait("document.querySelector('#notice').innerText.includes('lr 1000')");
    page.wait("latest.sides[0].values.depth === 1");
    page.is_clean();
    page.close();
}

#[test]
fn the_page_goes_on_when_the_labs_are_started_again() {
    let mut browser = Browser::start();
    let labs = Labs::start();
    let port = labs.port();
    let mut page = Page::open(&mut browser, &labs, "boundary", LAPTOP);
    page.play("latest.step > 0");
    drop(labs);
    page.wait("!document.querySelector('#lost').hidden");
    page.value("window.latest = null");
    let _labs = Labs::start_on(port);
    page.wait("document.querySelector('#lost').hidden");
    page.wait("latest && latest.playing && latest.step > 0");
    page.close();
}
