//! What is asked and said of the way from face to face, and settings worth showing.

use common::demo::{Preset, Words};

/// For whoever shows it.
pub const WORDS: Words = Words {
    title: "From face to face, in real time",
    week: 16,
    minutes: 5,
    step: "one picture on",
    steps: 240,
    question: "There are photographs of 40 people. Whom will we see half-way between two faces?",
    script: [
        "Ask, choose speed 20, play: each picture is made from noise. Milliseconds and pictures a second stand below the numbers.",
        "Pause half-way. Had it learned pictures by heart, 'change' would be 0 and then leap; look at the curve.",
        "Set 'Way' to straight: half-way 'length' falls from about 8 to about 5.7. What becomes of the face?",
    ],
    presets: &[
        Preset {
            name: "Straight and on the sphere",
            settings: "way=straight&b.way=spherical",
            why: "The same samples on two ways: at step 12 'length' is below 7 on the straight one, at step 0 it is the same.",
        },
        Preset {
            name: "Emoji",
            settings: "data=emoji",
            why: "Drawings in place of people, of 32x32 pixels in colour: a picture takes less time.",
        },
        Preset {
            name: "Slowly",
            settings: "frames=96",
            why: "Four times as many pictures on the same way, so that each changes less.",
        },
    ],
};
