//! Who is compared: a line, a network, and a line that sees polar coordinates.

use crate::learner::ByHand;
use common::data::Data;
use common::learner::Part;
use common::statistics::Summary;
use common::study::Study;

/// A kind of model on a kind of input.
pub(super) struct Contender {
    pub(super) name: &'static str,
    pub(super) hidden: bool,
    pub(super) is_polar: bool,
}

const CONTENDERS: [Contender; 3] = [
    Contender {
        name: "linear",
        hidden: false,
        is_polar: false,
    },
    Contender {
        name: "network",
        hidden: true,
        is_polar: false,
    },
    Contender {
        name: "linear in polar coordinates",
        hidden: false,
        is_polar: true,
    },
];

/// Those that the data allow: only points of the plane have polar coordinates.
pub(super) fn contenders(data: &Data<2>) -> impl Iterator<Item = &'static Contender> {
    let is_plane = data.features() == 2;
    CONTENDERS
        .iter()
        .filter(move |contender| is_plane || !contender.is_polar)
}

/// The name of a contender's trainings on `size` examples.
pub(super) fn case(contender: &Contender, size: usize) -> String {
    format!("{} {size}", contender.name)
}

/// Accuracy of a contender on a part of the data after training on `size` examples.
pub(super) fn accuracy(
    study: &Study<ByHand>,
    contender: &Contender,
    size: usize,
    part: Part,
) -> Summary {
    let case = case(contender, size);
    Summary::of(&study.history().last(&case, part, "accuracy"))
}

/// Those of [`CONTENDERS`] that the study has.
pub(super) fn present(study: &Study<ByHand>) -> impl Iterator<Item = &'static Contender> {
    let cases = study.cases();
    let has = |contender: &&Contender| cases.iter().any(|case| is_of(case, contender));
    CONTENDERS
        .iter()
        .filter(has)
        .collect::<Vec<_>>()
        .into_iter()
}

fn is_of(case: &str, contender: &Contender) -> bool {
    let size = case.strip_prefix(contender.name);
    size.is_some_and(|size| size.trim().parse::<usize>().is_ok())
}
