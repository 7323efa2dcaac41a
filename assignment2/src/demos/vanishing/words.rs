//! What is asked and said of vanishing gradients, and settings worth showing.

use common::demo::{Preset, Words};

/// For whoever shows it.
pub const WORDS: Words = Words {
    title: "Vanishing gradients, by depth",
    week: 6,
    minutes: 6,
    step: "one update from one batch",
    steps: 200,
    question: "Twenty layers of sigmoids, each with a slope of at most 1/4: what of the gradient reaches the first?",
    script: [
        "Ask, show step 0: a layer lets 0.23 through, as theory says, and after twenty 1e-12 is left.",
        "Play 200 steps: the loss comes to 2.3 = ln 10, a guess, and stays: the first layers never move.",
        "Compare with 'Skips', then with 'Batch normalisation': the gradient arrives with either of them.",
    ],
    presets: &[
        Preset {
            name: "Normalise every layer",
            settings: "norm=true&b.norm=false",
            why: "With it the gradient arrives, and 200 steps reach an accuracy of 0.9; without it, a guess.",
        },
        Preset {
            name: "A way around every layer",
            settings: "activation=tanh&depth=50&lr=0.005&skip=true&b.skip=false",
            why: "Fifty layers of tanh: after 200 steps the loss is below 0.1 with skips, above 1.3 without.",
        },
        Preset {
            name: "Norm alone explodes",
            settings: "activation=relu&depth=50&norm=true&b.skip=true",
            why: "1.22 a layer is over 10,000 after fifty: 200 steps stay below 0.25, with skips they pass 0.8.",
        },
        Preset {
            name: "Branches too loud",
            settings: "activation=relu&depth=30&lr=0.005&skip=true&first-weights=he&b.first-weights=auto",
            why: "He's weights in all thirty branches: no number is left after one step; divided by √30, it learns.",
        },
    ],
};
