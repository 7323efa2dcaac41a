//! The language model: windows of a text, what is carried from one to the next, and what is written.

use assignment2::language::{Windows, choose, entropies};
use assignment2::staff::corpus::Corpus;
use assignment2::staff::language::{Language, Plan, detached, from_bytes, to_bytes};
use assignment2::staff::language_training::LanguageTraining;
use assignment2::staff::recurrent::{Cell, State};
use assignment2::staff::writing::Writing;
use burn::module::Module;
use common::by_hand::{Device, Streams, Tensor};
use common::data::text::Text;
use common::learner::{Learner, Part, Snapshot, Start};
use common::settings::{Base, BatchSize, Length};
use common::trained::{Trained, parameters};
use common::{optimizers, random, schedule};

const CELLS: [Cell; 3] = [Cell::Rnn, Cell::Lstm, Cell::Gru];

fn device() -> Device {
    Device::flex()
}

fn plan(cell: Cell, layers: usize) -> Plan {
    Plan {
        cell,
        layers,
        hidden: 12,
        dropout: 0.0,
        characters: 6,
    }
}

fn network(plan: Plan) -> Language {
    let stream = Streams::new(5).stream("weights");
    random::initialize(stream, &device(), |on| Language::new(plan, on))
}

/// A text of six characters in which something is to be learned.
fn song(length: usize) -> Text {
    Text::new(
        "la la di la, do la. "
            .chars()
            .cycle()
            .take(length)
            .collect(),
    )
}

/// Four streams of windows of five characters.
fn corpus() -> Corpus {
    Corpus::new(song(131), BatchSize::Exactly(4), 5).unwrap()
}

fn start() -> Start {
    Start::on(&device(), &Base::default(), Length::NONE)
}

fn training(plan: Plan, corpus: Corpus, rate: f64) -> LanguageTraining {
    let plan = Plan {
        characters: corpus.text.vocabulary.len(),
        ..plan
    };
    let trained = |network| Trained::new(network, optimizers::adam(0.9), schedule::constant(rate));
    LanguageTraining::new(plan, (corpus, vec![0.0]), trained, &start())
}

fn steps(training: &mut LanguageTraining, count: usize) -> Vec<f64> {
    (0..count)
        .map(|_| training.step().unwrap().loss.into_scalar())
        .collect()
}

fn windows(parallel: usize, steps: usize) -> Windows {
    let text = (0..14).collect();
    Windows {
        text,
        parallel,
        steps,
    }
}

#[test]
fn a_text_is_cut_into_streams_and_these_into_windows() {
    // 13 characters have a next one: two streams of six, and one belongs to none.
    let of = windows(2, 4);
    assert_eq!((of.whole(), of.all()), (1, 2));
    let first = of.window(0);
    assert_eq!(first.inputs, [0, 1, 2, 3, 6, 7, 8, 9]);
    assert_eq!(first.targets, [1, 2, 3, 4, 7, 8, 9, 10]);
    let rest = of.window(1);
    assert_eq!((rest.steps, &rest.inputs[..]), (2, &[4, 5, 10, 11][..]));
    assert_eq!(rest.targets, [5, 6, 11, 12]);
    assert_eq!(windows(13, 1).whole(), 1);
    assert_eq!(
        windows(1, 13).window(0).targets,
        (1..14).collect::<Vec<_>>()
    );
}

#[test]
fn the_last_tenth_is_held_out() {
    let corpus = corpus();
    assert_eq!((corpus.train.text.len(), corpus.test.text.len()), (117, 14));
    let whole = corpus.text.encode(&corpus.text.text).unwrap();
    let parts = [corpus.train.text, corpus.test.text];
    assert_eq!(parts.concat(), whole);
    // 116 of 117 have a next one: 23 windows of five, so as many streams at most.
    let streams = |size| Corpus::new(song(131), size, 5).map(|it| it.train.parallel);
    assert_eq!(streams(BatchSize::Full).unwrap(), 23);
    assert_eq!(streams(BatchSize::Of(64)).unwrap(), 23);
    let error = streams(BatchSize::Exactly(24)).unwrap_err();
    assert!(
        error.exit_code() == 2 && error.to_string().contains("23 windows of 5"),
        "{error}"
    );
}

#[test]
fn texts_that_cannot_be_learned_from_are_refused() {
    for (text, code, told) in [
        (song(0), 4, "has 0 characters"),
        (song(19), 4, "at least 20"),
        (Text::new("a".repeat(500)), 4, "the character 'a' 500 times"),
        (song(50), 2, "--window 44 or less"),
    ] {
        let error = Corpus::new(text, BatchSize::Of(4), 50).unwrap_err();
        assert_eq!(error.exit_code(), code, "{error}");
        assert!(error.to_string().contains(told), "{error}");
    }
}

#[test]
fn entropies_of_known_texts() {
    // Four characters alike, and which follows which is certain.
    let [single, behind] = entropies(&[0, 1, 2, 3].repeat(100));
    assert!(
        (single - 2.0).abs() < 1e-12 && behind.abs() < 1e-3,
        "{single}, {behind}"
    );
    // Draws that know nothing of each other.
    let mut stream = Streams::new(3).stream("text");
    let text: Vec<usize> = (0..40_000).map(|_| stream.below(4)).collect();
    let [single, behind] = entropies(&text);
    assert!(
        (single - 2.0).abs() < 1e-3 && (behind - 2.0).abs() < 1e-3,
        "{single}, {behind}"
    );
    // a b a b …, with b twice as long: H_1 = log₂ 3 - 2/3.
    let [single, behind] = entropies(&[0, 1, 1].repeat(1000));
    assert!((single - (3.0_f64.log2() - 2.0 / 3.0)).abs() < 1e-3);
    // Behind a always b, behind b both alike.
    assert!((behind - 2.0 / 3.0).abs() < 1e-3, "{behind}");
}

#[test]
fn the_chosen_class_is_where_the_uniform_number_falls() {
    let probabilities = [0.25, 0.0, 0.5, 0.25, 0.0];
    for (uniform, class) in [
        (0.0, 0),
        (0.249, 0),
        (0.25, 2),
        (0.749, 2),
        (0.75, 3),
        (0.999, 3),
    ] {
        assert_eq!(choose(&probabilities, uniform), class, "{uniform}");
    }
    // A sum that rounding has left below 1 chooses nothing that cannot come.
    assert_eq!(choose(&[0.5, 0.4999, 0.0], 0.999_95), 1);
}

/// The loss of what is read in pieces of so many windows, and its gradient for every parameter of the first layer.
fn read_in_pieces(
    network: &Language,
    pieces: [usize; 2],
    cut: impl Fn(Vec<State>) -> Vec<State>,
) -> (f64, Vec<f64>) {
    let text: Vec<usize> = (0..25).map(|number| number * number % 6).collect();
    let autodiff = device().autodiff();
    let (mut carried, mut losses, mut first) = (network.start(1), Vec::new(), 0);
    for steps in pieces.into_iter().filter(|steps| *steps > 0) {
        let piece = Windows {
            text: text[first..=first + steps].into(),
            parallel: 1,
            steps,
        };
        let (step, behind) = network.read(&piece.window(0), (carried, &autodiff));
        losses.push(step.loss * steps as f64 / 24.0);
        (carried, first) = (cut(behind), first + steps);
    }
    let loss = Tensor::cat(losses, 0).sum();
    let gradients = loss.backward();
    let layer = &network.layers()[0];
    let of = layer.w_h.val().grad(&gradients).expect("is tracked");
    (loss.into_scalar(), of.into_data().iter().collect())
}

fn apart(one: &[f64], other: &[f64]) -> f64 {
    let largest = one.iter().fold(0.0, |most: f64, it| most.max(it.abs()));
    let pairs = one.iter().zip(other);
    pairs.fold(0.0, |most: f64, (a, b)| most.max((a - b).abs())) / largest
}

#[test]
fn windows_are_one_text_to_the_loss_and_the_gradient_ends_where_they_begin() {
    for cell in CELLS {
        let network = network(plan(cell, 2));
        let (whole, full) = read_in_pieces(&network, [24, 0], detached);
        // With the graph of the window before, the gradient is that of the whole text.
        let (loss, linked) = read_in_pieces(&network, [10, 14], |states| states);
        assert!(
            (loss - whole).abs() < 1e-5 && apart(&full, &linked) < 1e-4,
            "{cell:?}"
        );
        // Cut, the numbers are carried and the gradient is not.
        let (loss, truncated) = read_in_pieces(&network, [10, 14], detached);
        assert!((loss - whole).abs() < 1e-5, "{cell:?}: {loss}, {whole}");
        assert!(apart(&full, &truncated) > 1e-3, "{cell:?}");
        // Without what was read before, even the numbers are others.
        let forgotten = |_| network.start(1);
        let (loss, _) = read_in_pieces(&network, [10, 14], forgotten);
        assert!((loss - whole).abs() > 1e-4, "{cell:?}");
    }
}

#[test]
fn what_is_carried_reaches_the_next_window_and_ends_with_the_epoch() {
    for cell in CELLS {
        // Without an update the losses of an epoch are those of one long reading.
        let mut training = training(plan(cell, 1), corpus(), 0.0);
        let whole = training.corpus().train.whole();
        assert_eq!(whole, 5);
        let first = steps(&mut training, whole);
        let second = steps(&mut training, whole);
        assert_eq!(first, second, "{cell:?}: every epoch begins at zero");
        let network = training.network().valid();
        let windows = training.corpus().train.clone();
        let long = Windows {
            steps: 25,
            ..windows.clone()
        };
        let (step, _) = network.read(&long.window(0), (network.start(4), &device()));
        let long: f64 = step.loss.into_scalar();
        let mean = first.iter().sum::<f64>() / whole as f64;
        assert!((mean - long).abs() < 1e-5, "{cell:?}: {mean}, {long}");
        // Each window from zero is another text.
        let (step, _) = network.read(&windows.window(1), (network.start(4), &device()));
        let from_zero: f64 = step.loss.into_scalar();
        assert!((first[1] - from_zero).abs() > 1e-4, "{cell:?}");
    }
}

#[test]
fn the_test_is_read_as_one_text_with_its_rest() {
    let corpus = Corpus::new(song(431), BatchSize::Exactly(2), 5).unwrap();
    // 44 characters, 43 with a next one, two streams of 21: four windows and one character more.
    assert_eq!((corpus.test.parallel, corpus.test.all()), (2, 5));
    let mut training = training(plan(Cell::Gru, 1), corpus, 0.0);
    let metrics = training.evaluate(Part::Test).unwrap();
    let network = training.network().valid();
    let long = Windows {
        steps: 21,
        ..training.corpus().test.clone()
    };
    let (step, _) = network.read(&long.window(0), (network.start(2), &device()));
    let (loss, long) = (metrics.get("loss").unwrap(), step.loss.into_scalar::<f64>());
    assert!((loss - long).abs() < 1e-5, "{loss}, {long}");
    let bits = metrics.get("bits_per_character").unwrap();
    assert!((bits - loss / 2.0_f64.ln()).abs() < 1e-5);
}

#[test]
fn a_training_goes_on_from_its_bytes_in_the_middle_of_an_epoch() {
    let make = || training(plan(Cell::Lstm, 2), corpus(), 0.01);
    let mut whole = make();
    steps(&mut whole, 7);
    let snapshot = whole.snapshot().unwrap();
    let expected = steps(&mut whole, 6);
    let mut resumed = make();
    resumed.restore(&snapshot).unwrap();
    assert_eq!(steps(&mut resumed, 6), expected);
    // What is carried is a part of it.
    let state = "state.safetensors";
    let carried = |of: &mut LanguageTraining| of.snapshot().unwrap().block(state).unwrap().to_vec();
    assert!(carried(&mut resumed) == carried(&mut whole));
    let fresh = carried(&mut make());
    let mut forgotten = make();
    forgotten
        .restore(&snapshot.clone().with(state, fresh))
        .unwrap();
    assert_ne!(steps(&mut forgotten, 1)[0], expected[0]);
}

#[test]
fn a_checkpoint_of_another_network_or_text_is_refused() {
    let snapshot = training(plan(Cell::Gru, 1), corpus(), 0.01)
        .snapshot()
        .unwrap();
    let refused = |mut other: LanguageTraining, snapshot: &Snapshot| {
        let error = other.restore(snapshot).unwrap_err();
        assert_eq!(error.exit_code(), 4, "{error}");
        error.to_string()
    };
    for cell in [Cell::Rnn, Cell::Lstm] {
        let told = refused(training(plan(cell, 1), corpus(), 0.01), &snapshot);
        assert!(
            told.contains("--cell gru") && told.contains("train anew"),
            "{told}"
        );
    }
    let text = Corpus::new(song(132), BatchSize::Exactly(4), 5).unwrap();
    let told = refused(training(plan(Cell::Gru, 1), text, 0.01), &snapshot);
    assert!(told.contains("the text"), "{told}");
    let streams = Corpus::new(song(131), BatchSize::Exactly(3), 5).unwrap();
    refused(training(plan(Cell::Gru, 1), streams, 0.01), &snapshot);
}

#[test]
fn what_is_carried_survives_the_bytes() {
    for cell in CELLS {
        let network = network(plan(cell, 2)).valid();
        let window = windows_of_six().window(0);
        let (_, carried) = network.read(&window, (network.start(2), &device()));
        let bytes = to_bytes(&carried).unwrap();
        let again = from_bytes(&bytes, &network.start(2)).unwrap();
        assert_eq!(to_bytes(&again).unwrap(), bytes, "{cell:?}");
        assert!(from_bytes(&bytes, &network.start(3)).is_err());
    }
}

fn windows_of_six() -> Windows {
    Windows {
        text: (0..21).map(|number| number % 6).collect(),
        parallel: 2,
        steps: 4,
    }
}

#[test]
fn parameters_are_one_bias_a_gate() {
    // (80 + 256 + 1) · 4 · 256 and (256 + 1) · 80.
    let plan = Plan {
        cell: Cell::Lstm,
        layers: 1,
        hidden: 256,
        dropout: 0.0,
        characters: 80,
    };
    assert_eq!(parameters(&network(plan)), 345_088 + 20_560);
    let two = Plan { layers: 2, ..plan };
    assert_eq!(parameters(&network(two)), 345_088 + 20_560 + 513 * 1024);
}

#[test]
fn a_character_reads_the_row_of_its_place() {
    let network = network(plan(Cell::Rnn, 1));
    let read = network.one_hot(&[2, 0, 5, 2], 2, &device());
    assert_eq!(read.dims(), [2, 2, 6]);
    let w_x = network.layers()[0].w_x.val().without_autodiff();
    let rows = read.reshape([4, 6]).matmul(w_x.clone());
    let places = Tensor::from_data([2_i64, 0, 5, 2].as_slice(), &device());
    let difference: f64 = (rows - w_x.select(0, places)).abs().max().into_scalar();
    assert_eq!(difference, 0.0);
}

#[test]
fn dropout_is_for_training_alone() {
    let dropped = Plan {
        dropout: 0.5,
        ..plan(Cell::Gru, 2)
    };
    let mut training = training(dropped, corpus(), 0.0);
    let one = steps(&mut training, 1)[0];
    let mut again = self::training(plan(Cell::Gru, 2), corpus(), 0.0);
    assert_ne!(one, steps(&mut again, 1)[0]);
    let measure = |training: &mut LanguageTraining| training.evaluate(Part::Test).unwrap();
    assert_eq!(measure(&mut training), measure(&mut again));
}

#[test]
fn every_cell_learns_a_song_by_heart_and_writes_it() {
    for cell in CELLS {
        let plan = Plan {
            hidden: 24,
            ..plan(cell, 1)
        };
        let mut training = training(plan, corpus(), 0.01);
        // The last of sixty epochs ends with a window that much stands before.
        let bits = steps(&mut training, 300)[299] / 2.0_f64.ln();
        assert!(bits < 0.1, "{cell:?}: {bits}");
        let network = training.network().valid();
        let text = &training.corpus().text;
        let known = text.encode("la la di la, do la. la la di").unwrap();
        let mut writing = Writing::behind(&network, &known);
        let mut stream = Streams::new(1).stream("unused");
        let written = (0..40).map(|_| writing.write(&network, (0.0, &mut stream)));
        let written = text.decode(&written.collect::<Vec<_>>());
        let song = song(68).text;
        assert_eq!(written, song[28..], "{cell:?}");
    }
}

#[test]
fn temperature_zero_needs_no_luck_and_one_does() {
    let network = network(plan(Cell::Lstm, 1)).valid();
    let write = |temperature, seed| {
        let mut writing = Writing::behind(&network, &[0]);
        let mut stream = Streams::new(seed).stream("draws");
        let mut next = || writing.write(&network, (temperature, &mut stream));
        (0..50).map(|_| next()).collect::<Vec<usize>>()
    };
    assert_eq!(write(0.0, 1), write(0.0, 2));
    assert_eq!(write(1.0, 1), write(1.0, 1));
    assert_ne!(write(1.0, 1), write(1.0, 2));
    assert_ne!(write(1.0, 1), write(0.0, 1));
}

#[test]
fn reading_on_is_reading_all_at_once() {
    for cell in CELLS {
        let network = network(plan(cell, 2)).valid();
        let text = [0, 3, 1, 5, 2, 4, 1];
        let mut on = Writing::behind(&network, &text[..1]);
        text[1..].iter().for_each(|&next| on.read(&network, next));
        let all = Writing::behind(&network, &text).next(1.0);
        assert!(apart(&all, &on.next(1.0)) < 1e-5, "{cell:?}");
        assert!((all.iter().sum::<f64>() - 1.0).abs() < 1e-5);
    }
}
