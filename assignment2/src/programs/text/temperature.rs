//! A temperature as it is typed.

use common::settings::non_negative;

/// The lowest temperature above 0; single precision cannot tell lower ones from 0.
const LOWEST: f64 = 1e-6;

/// 0, or a number from a millionth on.
///
/// # Errors
/// What would do.
pub(in crate::programs) fn temperature(text: &str) -> Result<f64, String> {
    let advice = "0 takes the most probable character always, 1 draws as the model says";
    match non_negative(text) {
        Err(_) => Err(format!("it must be a finite number, 0 or more: {advice}")),
        Ok(value) if value > 0.0 && value < LOWEST => {
            Err(format!("it must be 0, or {LOWEST} or more: {advice}"))
        }
        Ok(value) => Ok(value),
    }
}
