//! Training convolutional networks: augmentation, recipes, resuming, and what is refused.

use assignment2::programs::cnn::Cnn;
use assignment2::staff::augmentation::{Augmentation, Augmented, cut_out, flipped, moved};
use assignment2::staff::network::Network;
use assignment2::staff::recipe::{Recipe, ScheduleName};
use burn::module::{Module, ModuleVisitor, Param};
use burn::tensor::{Device, Tensor, TensorData};
use clap::ValueEnum;
use common::by_hand::Streams;
use common::data::{Batch, Shuffled};
use common::learner::{DataLoader, Learner, Part, Snapshot, Start};
use common::optimizers::OptimizerName;
use common::program::Training;
use common::random;
use common::settings::{Length, Line, Steps};
use common::supervised::Supervised;

type CnnLearner = Supervised<Network, Augmented>;

fn images(values: Vec<f64>, shape: [usize; 4]) -> Tensor<4> {
    Tensor::from_data(TensorData::new(values, shape), &Device::flex())
}

fn values(images: Tensor<4>) -> Vec<f64> {
    images.into_data().iter().collect()
}

/// Two images of one channel, 3x3: 1 to 9, and ten times as much.
fn small() -> Tensor<4> {
    let numbers = (1..=9).map(f64::from);
    let both = numbers.clone().chain(numbers.map(|it| 10.0 * it));
    images(both.collect(), [2, 1, 3, 3])
}

#[test]
fn a_moved_image_repeats_its_edge() {
    let moved = values(moved(small(), &[[1, 0], [0, -1]]));
    assert_eq!(moved[..9], [1.0, 2.0, 3.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    assert_eq!(
        moved[9..],
        [20.0, 30.0, 30.0, 50.0, 60.0, 60.0, 80.0, 90.0, 90.0]
    );
}

#[test]
fn a_flipped_image_is_read_from_the_right() {
    let flipped = values(flipped(small(), &[true, false]));
    assert_eq!(flipped[..9], [3.0, 2.0, 1.0, 6.0, 5.0, 4.0, 9.0, 8.0, 7.0]);
    assert_eq!(flipped[9..], values(small())[9..]);
}

#[test]
fn a_square_is_cut_out_and_what_of_it_lies_outside_is_lost() {
    let cut = values(cut_out(small(), &[[0, 0], [2, 1]], 2));
    assert_eq!(cut[..9], [0.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]);
    assert_eq!(cut[9..], [10.0, 20.0, 30.0, 0.0, 0.0, 60.0, 0.0, 0.0, 90.0]);
}

/// 64 images 3 x 8 x 8 of numbers that are all different.
fn different() -> Tensor<4> {
    let numbers = (0..64 * 3 * 64).map(|it| 1.0 + f64::from(it));
    images(numbers.collect(), [64, 3, 8, 8])
}

/// Whether each image before becomes the one after by one of some changes; and how many changes that takes.
fn explained(before: &Tensor<4>, after: &Tensor<4>, changes: &[Tensor<4>]) -> Option<usize> {
    let of = |images: &Tensor<4>, image: usize| values(images.clone().narrow(0, image, 1));
    let found = (0..before.dims()[0]).map(|image| {
        let after = of(after, image);
        changes.iter().position(|change| of(change, image) == after)
    });
    let mut found = found.collect::<Option<Vec<usize>>>()?;
    found.sort_unstable();
    found.dedup();
    Some(found.len())
}

/// All that an augmentation may make of 8x8 images.
fn outcomes(augmentation: Augmentation, before: &Tensor<4>) -> Vec<Tensor<4>> {
    let count = before.dims()[0];
    let places = |range: std::ops::Range<isize>| {
        let rows = range.clone();
        rows.flat_map(move |row| range.clone().map(move |column| [row, column]))
    };
    match augmentation {
        Augmentation::PadCrop => {
            let shifts = places(-1..2);
            shifts
                .map(|shift| moved(before.clone(), &vec![shift; count]))
                .collect()
        }
        Augmentation::Flip => [false, true]
            .map(|it| flipped(before.clone(), &vec![it; count]))
            .into(),
        Augmentation::Cutout => {
            let centres = places(0..8).map(|centre| centre.map(|it| it as usize));
            centres
                .map(|centre| cut_out(before.clone(), &vec![centre; count], 4))
                .collect()
        }
    }
}

#[test]
fn each_augmentation_does_its_own_and_not_its_neighbour_s() {
    let before = different();
    for (augmentation, kinds) in [
        (Augmentation::PadCrop, 9),
        (Augmentation::Flip, 2),
        (Augmentation::Cutout, 30),
    ] {
        let mut stream = Streams::new(5).stream("test");
        let after = augmentation.apply(before.clone(), &mut stream);
        for other in Augmentation::value_variants() {
            let found = explained(&before, &after, &outcomes(*other, &before));
            match *other == augmentation {
                // Each image is drawn for itself, so that nearly all outcomes occur.
                true => assert!(
                    found.is_some_and(|found| found >= kinds),
                    "{other:?}: {found:?}"
                ),
                false => assert_eq!(found, None, "{augmentation:?} taken for {other:?}"),
            }
        }
    }
}

fn line(words: &str) -> Result<Line<Cnn>, common::error::Error> {
    Line::parse(words.split_whitespace())
}

fn start(line: &Line<Cnn>) -> Start {
    Start::on(&Device::flex(), &line.base, line.settings.length())
}

#[track_caller]
fn learner(words: &str) -> CnnLearner {
    let line = line(words).unwrap();
    line.settings.learner(&start(&line)).unwrap()
}

const QUICK: &str = "cnn --preset quick --dataset digits";

fn augmented(augment: &[Augmentation], seed: u64) -> Augmented {
    let line = line(QUICK).unwrap();
    let data = line.settings.data(&start(&line)).unwrap();
    let streams = Streams::new(seed);
    Augmented::new(Shuffled::new(data, 16, streams), augment, streams)
}

fn of_step(augment: &[Augmentation], seed: u64, step: usize) -> Vec<f64> {
    values(augmented(augment, seed).batch(step).inputs)
}

#[test]
fn only_training_batches_are_changed_and_they_follow_from_seed_and_step() {
    let all = Augmentation::value_variants();
    assert_eq!(of_step(all, 1, 3), of_step(all, 1, 3));
    assert_ne!(of_step(all, 1, 3), of_step(all, 2, 3));
    for augment in all {
        // The last step of the first epoch and its like of the second hold other images; the same images
        // under other steps are changed otherwise.
        let loader = augmented(&[*augment], 1);
        let twice = [3, 4].map(|step| values(loader.changed(different(), step)));
        assert_ne!(twice[0], twice[1], "{augment:?}");
        assert_ne!(
            of_step(&[*augment], 1, 3),
            of_step(&[], 1, 3),
            "{augment:?}"
        );
    }
    let (mut changed, mut plain) = (augmented(all, 1), augmented(&[], 1));
    let (of_changed, of_plain) = (changed.batch(0), plain.batch(0));
    assert!(of_changed.inputs.device().is_autodiff());
    assert_eq!(of_changed.labels.into_data(), of_plain.labels.into_data());
    for part in [Part::Train, Part::Test] {
        let inputs = |loader: &Augmented| -> Vec<f64> {
            let batches = loader
                .part(part)
                .map(|(_, Batch { inputs, .. })| values(inputs));
            batches.flatten().collect()
        };
        assert_eq!(inputs(&changed), inputs(&plain), "{part}");
    }
}

#[test]
fn what_one_augmentation_draws_does_not_depend_on_the_others() {
    let flip = augmented(&[Augmentation::Flip], 1);
    let both = augmented(&[Augmentation::Cutout, Augmentation::Flip], 1);
    let [flipped, also_cut] = [flip, both].map(|loader| values(loader.changed(different(), 0)));
    let left = also_cut
        .iter()
        .zip(&flipped)
        .filter(|(cut, _)| **cut != 0.0);
    assert!(left.clone().count() > also_cut.len() / 2);
    assert!(left.into_iter().all(|(cut, flipped)| cut == flipped));
}

#[test]
fn a_network_learns_one_batch_by_heart() {
    let line = line(&format!("{QUICK} --dropout 0")).unwrap();
    let start = start(&line);
    let data = line.settings.data(&start).unwrap();
    let data = data.with_training_examples(16, &start.streams);
    let plan = line.settings.plan(&data);
    let stream = start.streams.stream("weights");
    let network = random::initialize(stream, &start.device, |device| plan.network(device));
    let images = Augmented::new(Shuffled::new(data, 16, start.streams), &[], start.streams);
    let recipe = Recipe {
        lr: 3e-3,
        optimizer: OptimizerName::Adam,
        weight_decay: 0.0,
        schedule: ScheduleName::Constant,
        label_smoothing: 0.0,
    };
    let mut learner = recipe.training(network, images, &start);
    (0..60).for_each(|_| drop(learner.step().unwrap()));
    let metrics = learner.evaluate(Part::Train).unwrap();
    assert_eq!(metrics.get("accuracy"), Some(1.0));
    assert!(metrics.get("loss").unwrap() < 0.05, "{metrics:?}");
}

#[test]
fn every_schedule_is_the_one_of_its_name() {
    // Of ten steps at the rate 1: the first, the second, the sixth, the last.
    for (name, expected) in [
        (ScheduleName::Constant, [1.0, 1.0, 1.0, 1.0]),
        (ScheduleName::Step, [1.0, 1.0, 0.1, 0.01]),
        (ScheduleName::Cosine, [1.0, 0.975528, 0.5, 0.024472]),
        (ScheduleName::OneCycle, [0.04, 0.52, 0.611262, 0.000004]),
    ] {
        let schedule = name.schedule(1.0, 10);
        for (step, expected) in [0, 1, 5, 9].into_iter().zip(expected) {
            let rate = schedule(step);
            assert!(
                (rate - expected).abs() < 1e-6,
                "{name:?}, step {step}: {rate}"
            );
        }
    }
}

/// The loss of the first step, and the test's before it.
fn losses(words: &str) -> [f64; 2] {
    let mut learner = learner(&format!("{QUICK} --dropout 0 {words}"));
    let test = learner.evaluate(Part::Test).unwrap().get("loss").unwrap();
    [learner.step().unwrap().loss.into_scalar(), test]
}

#[test]
fn labels_are_smoothed_where_the_network_learns_and_nowhere_else() {
    let [plain, smoothed] = [losses(""), losses("--label-smoothing 0.2")];
    assert_ne!(plain[0], smoothed[0]);
    assert_eq!(plain[1], smoothed[1]);
}

/// What is measured after three steps.
fn after_three_steps(words: &str) -> Vec<f64> {
    let mut learner = learner(&format!("{QUICK} {words}"));
    (0..3).for_each(|_| drop(learner.step().unwrap()));
    let metrics = learner.evaluate(Part::Test).unwrap();
    metrics.iter().map(|(_, value)| value).collect()
}

#[test]
fn every_flag_of_the_recipe_trains_otherwise() {
    let words = [
        "",
        "--seed 7",
        "--lr 0.01",
        "--optimizer sgd --lr 0.001",
        "--optimizer momentum --lr 0.001",
        "--weight-decay 0.1",
        "--schedule step",
        "--schedule cosine",
        "--schedule one-cycle",
        "--label-smoothing 0.1",
        "--dropout 0",
        "--augment pad-crop",
        "--augment flip",
        "--augment cutout",
        "--hold-out 0.2",
        "--batch-size 8",
    ];
    let measured = words.map(after_three_steps);
    for (place, of_words) in measured.iter().enumerate() {
        let same = measured[..place].iter().position(|other| other == of_words);
        assert_eq!(
            same,
            None,
            "{} and {:?}",
            words[place],
            same.map(|it| words[it])
        );
    }
    assert_eq!(after_three_steps(""), measured[0]);
}

/// All numbers of a network, the running statistics of its batch normalisation too.
struct Numbers(Vec<f32>);

impl ModuleVisitor for Numbers {
    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        self.0.extend(parameter.val().into_data().iter::<f32>());
    }
}

#[test]
fn a_resumed_network_with_batch_norm_ends_with_the_same_bytes() {
    for architecture in ["vgg", "resnet", "inception"] {
        let words = format!("{QUICK} --arch {architecture} --steps 4");
        let mut whole = learner(&words);
        (0..2).for_each(|_| drop(whole.step().unwrap()));
        let halfway = whole.snapshot().unwrap();
        let mut resumed = learner(&words);
        resumed.restore(&halfway).unwrap();
        let ends = [&mut whole, &mut resumed].map(|learner| {
            (0..2).for_each(|_| drop(learner.step().unwrap()));
            let mut numbers = Numbers(Vec::new());
            learner.model().valid().visit(&mut numbers);
            (numbers.0, learner.evaluate(Part::Test).unwrap())
        });
        assert!(!ends[0].0.is_empty());
        assert!(
            ends[0].0 == ends[1].0,
            "{architecture}: other weights or statistics"
        );
        assert_eq!(ends[0].1, ends[1].1, "{architecture}");
    }
}

#[test]
fn the_checkpoint_of_another_architecture_is_refused() {
    let snapshot: Snapshot = learner(QUICK).snapshot().unwrap();
    for architecture in ["vgg", "resnet", "inception"] {
        let mut other = learner(&format!("{QUICK} --arch {architecture}"));
        let error = other.restore(&snapshot).unwrap_err();
        assert_eq!(error.exit_code(), 4, "{error}");
        assert!(error.to_string().contains("does not fit"), "{error}");
    }
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let refused = |words: &str| match line(words) {
        Err(error) => error,
        Ok(line) => match line.settings.learner(&start(&line)) {
            Err(error) => error,
            Ok(_) => panic!("{words} was taken"),
        },
    };
    for (words, code, told) in [
        ("cnn --arch alexnet", 2, &["alexnet"][..]),
        ("cnn --augment rotate", 2, &["rotate"]),
        ("cnn --dataset moons", 2, &["moons", "images"]),
        ("cnn --dataset iris", 2, &["iris", "images"]),
        (
            "cnn --arch vgg --dropout 0.5",
            2,
            &["--dropout 0.5", "--arch lenet"],
        ),
        ("cnn --weight-decay -1", 2, &["0 or more"]),
        ("cnn --epochs 3 --steps 3", 2, &["--epochs"]),
        ("cnn --label-smoothing 1", 2, &["below 1"]),
        ("cnn --hold-out 1", 2, &["below 1"]),
        ("cnn --batch-size 5001", 2, &["5000 examples", "5001"]),
        (
            "cnn --dataset cifar10 --data-dir nowhere",
            4,
            &["data fetch cifar10"],
        ),
    ] {
        let error = refused(words);
        assert_eq!(error.exit_code(), code, "{words}: {error}");
        let error = error.to_string();
        for told in told {
            assert!(error.contains(told), "{words}: no `{told}` in {error}");
        }
    }
}

#[test]
fn a_length_is_counted_in_what_was_typed() {
    let length = |words: &str| line(words).unwrap().settings.length();
    let steps = |steps, eval_every| Length::Steps(Steps { steps, eval_every });
    assert!(matches!(length("cnn"), Length::Epochs(of) if of.epochs == 12));
    // The sheet's, and its names.
    assert_eq!(length("cnn --arch vgg --preset paper"), steps(5000, 500));
    assert_eq!(length("cnn --max_steps 7 --eval_freq 3"), steps(7, 3));
    assert_eq!(length("cnn --steps 200"), steps(200, 10));
    let typed = length("cnn --arch vgg --preset paper --max_epochs 3");
    assert!(matches!(typed, Length::Epochs(of) if (of.epochs, of.eval_every) == (3, 1)));
}
