//! Characters that the font inside PNG figures, DejaVu Sans, cannot draw.

use std::ops::RangeInclusive;

/// Scripts and signs of which the font has nothing or hardly anything.
const UNKNOWN: [RangeInclusive<char>; 10] = [
    '\u{700}'..='\u{e7f}',   // Syriac to Thai, with the scripts of India
    '\u{f00}'..='\u{109f}',  // Tibetan, Burmese
    '\u{1100}'..='\u{13ff}', // Korean letters, Ethiopic, Cherokee
    '\u{1700}'..='\u{1cff}', // Khmer, Mongolian and others
    '\u{2e80}'..='\u{a4cf}', // Chinese, Japanese, Yi
    '\u{a800}'..='\u{abff}',
    '\u{ac00}'..='\u{d7ff}', // Korean syllables
    '\u{f900}'..='\u{faff}', // Chinese
    '\u{fe30}'..='\u{ffef}', // full-width forms
    '\u{1f300}'..='\u{3ffff}',
];

/// The remark on names that PNG figures would show as boxes, if there are any.
pub(super) fn remark<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let is_unknown = |c: &char| UNKNOWN.iter().any(|range| range.contains(c));
    let mut lacking: Vec<char> = names.flat_map(str::chars).filter(is_unknown).collect();
    lacking.sort_unstable();
    lacking.dedup();
    let (first, more) = lacking.split_at(lacking.len().min(6));
    let first: String = first.iter().collect();
    let more = if more.is_empty() { "" } else { "…" };
    (!first.is_empty()).then(|| {
        format!(
            "PNG figures have no signs for {first}{more} and show boxes; the SVG files and \
             report.html show them"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::remark;

    #[test]
    fn names_that_would_be_boxes_are_known() {
        assert_eq!(remark(["yes", "école", "Ω ≤ β", "да"].into_iter()), None);
        let told = remark(["猫", "狗", "a"].into_iter()).unwrap();
        assert!(told.contains("狗猫 and show boxes"), "{told}");
        assert!(remark(["ก", "한", "か", "🐈"].into_iter()).is_some());
    }
}
