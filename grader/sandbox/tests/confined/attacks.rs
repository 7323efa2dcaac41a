//! Every act: denied by all layers together, denied by each layer that is responsible alone, and successful without these.

use sandbox::{ACTS, Act, How, Layer, Protections, Tier, doctor, tier};

use crate::harness::{Test, launcher};

pub const ALL: &[Test] = &[
    (
        "attack_fails_with_all_protections",
        fails_with_all_protections,
    ),
    (
        "attack_fails_with_one_layer_alone",
        fails_with_one_layer_alone,
    ),
    (
        "attack_succeeds_without_the_layers",
        succeeds_without_the_layers,
    ),
    ("attack_on_a_limit_ends_by_that_limit", ends_by_that_limit),
];

fn without(layers: &[Layer]) -> Protections {
    let mut protections = Protections::default();
    layers
        .iter()
        .for_each(|layer| layer.switch(&mut protections, false));
    protections
}

fn fails_with_all_protections() {
    assert_eq!(
        tier(),
        Tier::Confined,
        "this machine lacks Landlock or seccomp"
    );
    let tried = doctor(&launcher()).unwrap();
    assert_eq!(tried.len(), ACTS.len());
    let succeeded: Vec<_> = tried.iter().filter(|tried| !tried.denied).collect();
    assert!(succeeded.is_empty(), "{succeeded:#?}");
}

fn fails_with_one_layer_alone() {
    for act in ACTS.iter().filter(|act| act.layers.len() > 1) {
        for layer in act.layers.iter().filter(|layer| layer.exists()) {
            let mut protections = without(act.layers);
            layer.switch(&mut protections, true);
            let (tried, _) = launcher().attempt(act, protections).unwrap();
            assert!(
                tried.denied,
                "{} by {layer:?} alone: {}",
                act.name, tried.words
            );
        }
    }
}

fn succeeds_without_the_layers() {
    for act in ACTS {
        let (tried, ended) = launcher().attempt(act, without(act.layers)).unwrap();
        let errors = String::from_utf8_lossy(&ended.errors);
        assert!(
            !tried.denied,
            "{}: {} {:?} {errors}",
            act.name, tried.words, ended.how
        );
        assert!(
            !matches!(ended.how, How::NotConfined(_)),
            "{}: {}",
            act.name,
            tried.words
        );
    }
}

fn ends_by_that_limit() {
    let ends = [
        ("use too much memory", How::OutOfMemory),
        (
            "as a compiler, use too much memory in a child",
            How::OutOfMemory,
        ),
        ("use too much processor time", How::TimedOut),
        ("sleep too long", How::TimedOut),
        ("write too long a file", How::Signalled(25)),
        ("print too much", How::Exited(0)),
        ("start too many threads", How::Blocked),
        ("open a UDP socket", How::Blocked),
    ];
    for (name, how) in ends {
        let act: &Act = ACTS.iter().find(|act| act.name == name).expect(name);
        let (_, ended) = launcher().attempt(act, Protections::default()).unwrap();
        assert_eq!(ended.how, how, "{name}");
        let cut = name == "print too much";
        // Twice what is kept, and the word at its end.
        assert_eq!(
            ended.output_cut,
            if cut { (1 << 16) + 5 } else { 0 },
            "{name}"
        );
    }
}
