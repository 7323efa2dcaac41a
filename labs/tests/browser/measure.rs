//! How fast the page is, in numbers: `cargo test -p labs --test browser measure -- --nocapture`.

use crate::chromium::Browser;
use crate::labs::Labs;
use crate::page::Page;
use std::time::Instant;

#[test]
fn measure() {
    let mut browser = Browser::start();
    let begin = Instant::now();
    let labs = Labs::start();
    let served = begin.elapsed();
    let mut page = Page::open(&mut browser, &labs, "boundary", (1280, 800));
    println!(
        "served after {} ms, first picture after {} ms",
        served.as_millis(),
        begin.elapsed().as_millis()
    );
    let weight = "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))\
                  .reduce((sum, it) => sum + it.encodedBodySize, 0)";
    let weight = page.value(weight).as_u64().unwrap();
    println!("page: {} KB", weight / 1000);
    assert!(weight <= 300_000, "{weight} bytes");
    page.pause();
    page.fastest();
    page.play("latest.step > 2000");
    let counted = "new Promise((done) => { const [step, count, begin] = [latest.step, sights, performance.now()]; \
                   setTimeout(() => { const seconds = (performance.now() - begin) / 1000; \
                   done([(latest.step - step) / seconds, (sights - count) / seconds]) }, 5000) })";
    let counted = page.value(counted);
    println!(
        "boundary 2-8-8: {:.0} steps/s at {:.1} pictures/s",
        counted[0].as_f64().unwrap(),
        counted[1].as_f64().unwrap()
    );
    page.close();
    println!("memory of the labs: {} MB", memory(labs.id()));
    twenty(&mut browser, &labs);
}

/// Twenty tabs at once, all playing: how long a knob takes in the last of them.
fn twenty(browser: &mut Browser, labs: &Labs) {
    let mut tabs = Vec::new();
    for _ in 0..20 {
        let mut page = Page::open(browser, labs, "boundary", (1280, 800));
        page.play("latest.playing");
        tabs.push(page.leave());
    }
    let mut page = Page::back_to(browser, labs, tabs.pop().unwrap());
    let turned = "(() => new Promise((done) => { const begin = performance.now(); \
                  socket.addEventListener('message', (event) => { const it = JSON.parse(event.data); \
                  if (it.is === 'sight' && it.sides[0].values.lr === 0.01) done(performance.now() - begin) }); \
                  socket.send('{\"do\":\"turn\",\"side\":\"a\",\"knob\":\"lr\",\"value\":\"0.01\"}') }))()";
    let milliseconds = page.value(turned).as_f64().unwrap();
    println!(
        "20 tabs playing: a knob is seen to act after {milliseconds:.0} ms, memory {} MB",
        memory(labs.id())
    );
    page.close();
}

/// Resident memory of a process in MB.
fn memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS"))
        .unwrap();
    let kilobytes: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kilobytes / 1000
}
