//! What is asked of `assignment1/src/initialization.rs` with inputs that nobody has seen.

use assignment1::initialization::{he_deviation, xavier_bound};
use probe::Case;

/// a1.initialization.xavier
pub fn initialization_xavier(case: &mut Case) {
    let mut bounds = Vec::new();
    for _ in 0..3 {
        let [fan_in, fan_out] = case.sizes([3..=60, 7..=90]);
        case.asked("fan in", fan_in);
        case.asked("fan out", fan_out);
        bounds.push(xavier_bound(fan_in, fan_out));
    }
    case.give("bounds", bounds);
}

/// a1.initialization.he
pub fn initialization_he(case: &mut Case) {
    let fans = case.sizes([3..=9, 11..=60, 70..=900]);
    case.asked("fans in", fans.map(|fan| fan as f64).to_vec());
    case.give("standard deviations", fans.map(he_deviation).to_vec());
}
