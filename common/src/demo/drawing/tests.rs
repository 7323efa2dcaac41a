use super::*;
use crate::demo::{Demo, Frame, Knob, Scene, Words};
use crate::figures::{Graph, Heat, Node};
use crate::learner::Start;
use crate::settings::{Base, Length};
use serde::Deserialize;

/// Counts, and shows a panel of each kind, or none.
#[derive(Clone)]
struct Count {
    settings: Settings,
    count: f64,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Settings {
    pace: f64,
    panels: bool,
}

const WORDS: Words = Words {
    title: "Counting",
    week: 1,
    minutes: 1,
    step: "one more",
    steps: 10,
    question: "How many?",
    script: [""; 3],
    presets: &[],
};

impl Demo for Count {
    type Settings = Settings;
    type State = f64;

    const NAME: &'static str = "count";
    const WORDS: Words = WORDS;
    const CURVES: &'static [Curve] = &[Curve {
        title: "How it grows",
        numbers: &["so_many", "its_square", "no_number"],
        log: true,
    }];

    fn knobs() -> Vec<Knob> {
        vec![
            Knob::number("pace", "Pace", 1.0, -1e300..=1e300),
            Knob::switch("panels", "Panels", true),
        ]
    }

    fn new(settings: Settings, _: &Start) -> Result<Self> {
        Ok(Self {
            settings,
            count: 0.0,
        })
    }

    fn step(&mut self) -> Result<()> {
        self.count += self.settings.pace;
        Ok(())
    }

    fn numbers(&mut self) -> Result<Vec<(&'static str, f64)>> {
        Ok(vec![
            ("so_many", self.count),
            ("its_square", self.count.powi(2)),
        ])
    }

    fn frame(&mut self) -> Result<Frame> {
        let frame = Frame::new().remark(Cause::Dead, "Nothing moves.");
        if !self.settings.panels {
            return Ok(frame);
        }
        let mut table = Table::new(["unit", "output"]);
        table.row(["first unit", "0.5"]);
        let plot = Plot::new("A line").note("so far");
        let node = Node::at((0.0, 0.0), "h").strength(self.count);
        let heat = Heat::new("A matrix", ["one"]).row("r", [self.count]);
        let frame = frame.panel(plot.line("l", [(0.0, self.count)]));
        let frame = frame.panel(table).panel(Graph::new("A graph").node(node));
        Ok(frame
            .panel(heat)
            .panel(String::from("Some words\nin two lines")))
    }

    fn save(&mut self) -> Result<f64> {
        Ok(self.count)
    }

    fn load(&mut self, state: &f64) -> Result<()> {
        self.count = *state;
        Ok(())
    }
}

static COUNT: Entry = Entry::of::<Count>();
static BARE: Entry = Entry {
    curves: &[],
    ..Entry::of::<Count>()
};

/// The show of these words, at its step.
fn show(entry: &'static Entry, words: &[(&str, &str)]) -> Show {
    let (scene, wrong) = Scene::read(entry, words.iter().copied());
    assert!(wrong.is_empty(), "{wrong:?}");
    let start = Start::new(&Base::default(), Length::NONE).unwrap();
    let step = scene.step;
    let mut show = Show::new(scene, &start).unwrap();
    show.go_to(step).unwrap();
    show
}

/// How often each text stands in the figure of a show.
fn count<const N: usize>(show: &mut Show, texts: [&str; N]) -> [usize; N] {
    let figure = show.figure().unwrap();
    texts.map(|text| figure.svg().matches(&format!(">{text}<")).count())
}

#[test]
fn one_side_has_panels_curves_and_words() {
    let mut show = show(&COUNT, &[("step", "7"), ("seed", "3")]);
    let texts = [
        "Counting, step 7, seed 3",
        "A line",
        "A graph",
        "A matrix",
        "How it grows",
    ];
    assert_eq!(count(&mut show, texts), [1; 5]);
    let texts = [
        "so many",
        "its square",
        "DEAD",
        "A DEAD",
        "in\u{a0}two\u{a0}lines",
    ];
    assert_eq!(count(&mut show, texts), [1, 1, 1, 0, 1]);
    let row = "its\u{a0}square\u{a0}\u{a0}49.00";
    assert_eq!(count(&mut show, [row, "step 7"]), [1, 0]);
    let same = show.figure().unwrap();
    assert_eq!(same.svg(), show.figure().unwrap().svg());
}

#[test]
fn two_sides_stand_side_by_side_and_share_their_curves() {
    let mut show = show(&COUNT, &[("step", "7"), ("b.pace", "2.5")]);
    let texts = ["A: pace 1", "B: pace 2.5", "A line; so far", "A matrix"];
    assert_eq!(count(&mut show, texts), [3, 3, 2, 2]);
    let texts = [
        "A: so many",
        "B: so many",
        "How it grows",
        "A DEAD",
        "B DEAD",
    ];
    assert_eq!(count(&mut show, texts), [1; 5]);
    let row = "so\u{a0}many\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}7.000\u{a0}\u{a0}17.50";
    assert_eq!(count(&mut show, [row]), [1]);
}

#[test]
fn equal_sides_have_a_name_and_what_differs_on_one_side_alone_is_drawn() {
    let mut same = show(&COUNT, &[("step", "2"), ("b.", "")]);
    // Over three panels, a table and a text.
    assert_eq!(count(&mut same, ["A", "B"]), [5, 5]);
    let mut other = show(&COUNT, &[("step", "2"), ("b.panels", "false")]);
    let texts = ["A: panels true", "B: panels false", "How it grows"];
    assert_eq!(count(&mut other, texts), [3, 0, 1]);
}

#[test]
fn who_has_gone_back_sees_where_he_is() {
    let mut show = show(&COUNT, &[("step", "9")]);
    show.go_to(4).unwrap();
    assert_eq!(
        count(&mut show, ["Counting, step 4, seed 42", "step 4"]),
        [1, 1]
    );
}

#[test]
fn a_demo_without_panels_or_curves_is_drawn() {
    for words in [
        vec![("panels", "false")],
        vec![("panels", "false"), ("b.pace", "3")],
    ] {
        let mut bare = show(&BARE, &words);
        assert_eq!(count(&mut bare, ["Counting, step 0, seed 42"]), [1]);
        let mut curves = show(&COUNT, &words);
        assert_eq!(count(&mut curves, ["How it grows"]), [1]);
    }
}

#[test]
fn numbers_that_are_none_are_drawn_and_said() {
    let mut far = show(
        &COUNT,
        &[("pace", "1e300"), ("step", "3"), ("b.pace", "-1e300")],
    );
    assert_eq!(count(&mut far, ["A DIVERGED", "B DIVERGED"]), [1, 1]);
    assert!(far.figure().unwrap().to_png().is_ok());
    let written = [0.0, -0.25, 123.456, 1e-9, 2e7, f64::NAN].map(written);
    assert_eq!(
        written,
        ["0", "-0.2500", "123.5", "1.000e-9", "2.000e7", "NaN"]
    );
}
