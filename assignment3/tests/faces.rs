//! The shipped generators, what reads them, and what `faces` is made of.

use assignment3::dcgan::DcGenerator;
use assignment3::demos;
use assignment3::interpolation::spherical;
use assignment3::staff::animation::animated;
use assignment3::staff::memorised::Memorised;
use assignment3::staff::shipped;
use assignment3::staff::tour::{self, Times};
use burn::module::Module;
use burn::tensor::{Device, Tensor};
use common::by_hand::Streams;
use common::data::{Data, Dataset, embedded};
use common::demo::{Scene, Show};
use common::examples::Examples;
use common::learner::{Snapshot, Start};
use common::settings::{Base, Length};
use common::tensors::{Tensors, to_bytes};
use common::trained::{Trained, modules};
use common::{optimizers, random, schedule};

const IMAGE: [usize; 3] = [1, 8, 8];

fn noise([count, latent]: [usize; 2]) -> Tensor<2> {
    let mut stream = Streams::new(3).stream("noise");
    stream.normal_tensor([count, latent], 1.0, &Device::flex())
}

fn numbers<const D: usize>(tensor: Tensor<D>) -> Vec<f64> {
    tensor.into_data().iter().collect()
}

/// A generator whose running statistics are not those of the beginning, and its tensors.
fn trained() -> (DcGenerator, Tensors) {
    let stream = Streams::new(1).stream("weights");
    let new = |device: &Device| DcGenerator::new([6, 4], IMAGE, device);
    let generator = random::initialize(stream, &Device::flex(), new);
    generator.forward(noise([16, 6]).autodiff());
    let trained = Trained::new(generator, optimizers::adam(0.5), schedule::constant(0.1));
    let snapshot = trained.save_weights(Snapshot::at(0), "generator").unwrap();
    let (name, tensors) = modules(&snapshot).unwrap().remove(0);
    assert_eq!(name, "generator");
    (trained.module().valid(), tensors)
}

#[test]
fn a_file_gives_back_the_generator_with_its_running_statistics() {
    let (generator, tensors) = trained();
    let read = shipped::read(&to_bytes(&tensors).unwrap(), IMAGE, &Device::flex()).unwrap();
    let pictures = [&generator, &read].map(|it| numbers(it.forward(noise([3, 6]))));
    assert_eq!(pictures[0], pictures[1]);
    let mean = numbers(read.norms[0].running_mean.value());
    assert!(mean.iter().all(|mean| *mean != 0.0), "{mean:?}");
    // Names as they are where the generator is one of several kinds.
    let named = tensors
        .into_iter()
        .map(|(name, data)| (format!("Dcgan.{name}"), data));
    let named: Tensors = named.collect();
    let read = shipped::read(&to_bytes(&named).unwrap(), IMAGE, &Device::flex()).unwrap();
    assert_eq!(pictures[0], numbers(read.forward(noise([3, 6]))));
}

#[test]
fn a_damaged_file_is_an_error_that_names_what_is_wrong() {
    let (_, tensors) = trained();
    let refused = |tensors: &Tensors, image| {
        let bytes = to_bytes(tensors).unwrap();
        let error = shipped::read(&bytes, image, &Device::flex()).unwrap_err();
        assert_eq!(error.exit_code(), 4);
        error.to_string()
    };
    for missing in [
        "input.weight",
        "norms.0.running_var",
        "layers.0.weight",
        "norms.0.gamma",
    ] {
        let mut fewer = tensors.clone();
        fewer.retain(|(name, _)| name != missing);
        let error = refused(&fewer, IMAGE);
        assert!(error.contains(missing), "{error}");
    }
    // The weights of smaller pictures.
    let error = refused(&tensors, [1, 16, 16]);
    assert!(error.contains("does not fit"), "{error}");
    let bytes = to_bytes(&tensors).unwrap();
    let error = shipped::read(&bytes[..bytes.len() / 2], IMAGE, &Device::flex());
    assert_eq!(error.unwrap_err().exit_code(), 4);
}

#[test]
fn a_shipped_generator_makes_pictures_of_its_data_set_and_not_one_alone() {
    for (dataset, image) in [(Dataset::Faces, [1, 64, 64]), (Dataset::Emoji, [3, 32, 32])] {
        let generator = shipped::generator(&dataset, &Device::flex()).unwrap();
        let latent = generator.input.weight.dims()[0];
        let pictures = generator.forward(noise([4, latent]));
        assert_eq!(pictures.dims()[1..], image, "{dataset}");
        let apart = pictures.clone().narrow(0, 0, 1) - pictures.clone().narrow(0, 1, 1);
        let apart = apart.abs().mean().into_scalar::<f64>();
        assert!(apart > 0.01, "{dataset}: {apart}");
        assert!(numbers(pictures).iter().all(|pixel| pixel.abs() <= 1.0));
        let statistics = numbers(generator.norms[0].running_var.value());
        assert!(
            statistics
                .iter()
                .all(|variance| *variance > 0.0 && *variance != 1.0)
        );
    }
}

#[test]
fn damage_of_a_shipped_file_is_found_by_its_checksum() {
    let files = embedded::entries().unwrap().iter();
    for entry in files.filter(|entry| entry.set.starts_with("generator-")) {
        let mut bytes = embedded::read(&entry.file).unwrap();
        assert!(bytes.len() < 1_000_000, "{} bytes", bytes.len());
        *bytes.last_mut().unwrap() ^= 1;
        let error = embedded::verify(entry, &bytes).unwrap_err();
        let advice = format!("git checkout datasets/{}", entry.file);
        assert!(error.exit_code() == 4 && error.to_string().contains(&advice));
    }
}

#[test]
fn a_round_trip_passes_every_stop_in_its_turn_and_comes_back() {
    let stops = noise([3, 16]);
    let places = tour::round_trip(&stops, 5, spherical);
    assert_eq!(places.len(), 15);
    let apart = |place: usize, stop: usize| -> f64 {
        let stop = stops.clone().narrow(0, stop, 1);
        (places[place].clone() - stop).abs().max().into_scalar()
    };
    for stop in 0..3 {
        assert!(apart(5 * stop, stop) < 1e-5);
        assert!(apart(5 * stop + 1, stop) > 0.1);
    }
    // From the last one back to the first all steps are equally long: it is one circle.
    let step = |place: usize| -> f64 {
        let step = places[place % 15].clone() - places[place - 1].clone();
        step.square().sum().sqrt().into_scalar()
    };
    for place in [12, 13, 14, 15] {
        assert!((step(place) / step(11) - 1.0).abs() < 0.3, "{place}");
    }
    // A trip of single pictures is the stops.
    assert_eq!(tour::round_trip(&stops, 1, spherical).len(), 3);
}

#[test]
fn between_two_equal_stops_nothing_moves_and_everything_is_finite() {
    let stop = noise([1, 16]);
    let stops = Tensor::cat(vec![stop.clone(), stop.clone()], 0);
    for place in tour::round_trip(&stops, 4, spherical) {
        let apart = (place - stop.clone()).abs().max().into_scalar::<f64>();
        assert!(apart < 1e-6, "{apart}");
    }
}

#[test]
fn of_a_hundred_pictures_95_take_no_longer() {
    assert_eq!(Times::of(&[]), None);
    let times: Vec<f64> = (1..=100).rev().map(f64::from).collect();
    let times = Times::of(&times).unwrap();
    assert_eq!((times.median, times.slow), (50.5, 95.0));
    assert!((times.per_second - 1000.0 / 50.5).abs() < 1e-9);
    let one = Times::of(&[4.0]).unwrap();
    assert_eq!((one.median, one.slow, one.per_second), (4.0, 4.0, 250.0));
}

#[test]
fn one_picture_is_that_of_a_batch() {
    let (generator, _) = trained();
    let noise = noise([3, 6]);
    let batch = tour::pictures(&generator, noise.clone());
    let (alone, milliseconds) = tour::picture(&generator, noise.narrow(0, 1, 1));
    let apart = (alone - batch.clone().narrow(0, 1, 1))
        .abs()
        .max()
        .into_scalar::<f64>();
    assert!(apart < 1e-6 && milliseconds > 0.0, "{apart}");
    assert!(
        numbers(batch)
            .iter()
            .all(|pixel| (0.0..=1.0).contains(pixel))
    );
    let [parameters, bytes] = tour::size(&generator);
    // Linear, the transposed convolution with its bias, the norm; and two running statistics a channel.
    let learned = (6 * 64 + 64) + (4 * 16 + 1) + 2 * 4;
    assert_eq!([parameters, bytes], [learned, 4 * (learned + 2 * 4)]);
}

#[test]
fn an_animation_has_every_picture_enlarged_and_refuses_what_does_not_fit() {
    let device = Device::flex();
    // The channels of one pixel, and its neighbour.
    let of = |colour: [[f32; 2]; 3]| Tensor::<2>::from_data(colour, &device).reshape([1, 3, 1, 2]);
    let pictures = [
        of([[1.0, 0.0], [0.5, 0.0], [-1.0, 2.0]]),
        of([[f32::NAN, 0.0]; 3]),
    ];
    let bytes = animated(&pictures, 10).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes))
        .read_info()
        .unwrap();
    assert_eq!((reader.info().width, reader.info().height), (256, 128));
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    let delay = reader.info().frame_control.unwrap();
    assert_eq!((delay.delay_num, delay.delay_den), (1, 10));
    assert_eq!(
        (&pixels[..3], &pixels[255 * 3..256 * 3]),
        (&[255, 128, 0][..], &[0, 0, 255][..])
    );
    // Every pixel is a square of 128.
    assert_eq!(pixels[127 * 3..129 * 3], [255, 128, 0, 0, 0, 255]);
    reader.next_frame(&mut pixels).unwrap();
    assert_eq!(pixels[..3], [0, 0, 0]);
    assert!(reader.next_frame(&mut pixels).is_err());
    let grey = Tensor::zeros([1, 1, 1, 2], &device);
    for wrong in [vec![], vec![pictures[0].clone(), grey]] {
        assert_eq!(animated(&wrong, 10).unwrap_err().exit_code(), 1);
    }
}

/// Digits in rows, from -1 to 1.
fn digits() -> Data<2> {
    let start = Start::new(&Base::default(), Length::NONE).unwrap();
    let data = Examples::generated(Dataset::Digits, 1000, 0.1);
    data.images(&start).unwrap().centred().flatten()
}

#[test]
fn copies_are_memorised_and_what_is_like_a_test_picture_is_not() {
    let data = digits();
    let copies = data.train.gather(&[3, 1, 4]).inputs;
    let found = Memorised::of(&copies, &data);
    let examples: Vec<usize> = found.nearest.iter().map(|it| it.example).collect();
    assert_eq!(examples, [3, 1, 4]);
    assert!(found.of_samples < 1e-3, "{found:?}");
    assert!((0.05..0.3).contains(&found.of_test), "{}", found.of_test);
    assert!(found.words().contains("Memorised: "));
    let new = Memorised::of(
        &data.test.gather(&(0..200).collect::<Vec<_>>()).inputs,
        &data,
    );
    assert!((new.of_samples / new.of_test - 1.0).abs() < 1e-6);
    assert!(!new.words().contains("Memorised: "));
    let far = Memorised::of(&(copies.clone() * 0.0), &data);
    assert!(
        far.words()
            .contains("less like training pictures than real ones")
    );
    // Every pixel of one picture moved by a hundredth of the range, which is twice as much from -1 to 1.
    let moved = Memorised::of(&(copies.narrow(0, 0, 1) + 0.02), &data);
    assert!(
        (moved.of_samples - 0.01).abs() < 1e-4,
        "{}",
        moved.of_samples
    );
}

/// The lengths of the demonstration's noise over half a way and a whole one, with these knobs.
fn lengths(seed: u64, way: &str) -> Vec<f64> {
    let entry = demos::TABLE.iter().find(|entry| entry.name == "faces");
    let (scene, problems) = Scene::read(entry.unwrap(), [("way", way)]);
    assert!(problems.is_empty());
    let base = Base {
        seed,
        ..Base::default()
    };
    let mut show = Show::new(scene, &Start::new(&base, Length::NONE).unwrap()).unwrap();
    let at = |step| {
        show.go_to(step).unwrap();
        let sight = show.sight().unwrap();
        let side = &sight.sides[0];
        assert!(side.frame.clock.contains("305889 parameters"));
        let mut numbers = side.numbers.iter();
        numbers.find(|(name, _)| *name == "length").unwrap().1
    };
    [0, 12, 24].map(at).into()
}

#[test]
fn half_way_the_straight_noise_of_the_demonstration_is_short_on_five_seeds() {
    for seed in 1..=5 {
        let [straight, spherical] = ["straight", "spherical"].map(|way| lengths(seed, way));
        assert_eq!((straight[0], straight[2]), (spherical[0], spherical[2]));
        assert!(
            straight[1] < 7.0 && spherical[1] > 6.5,
            "{straight:?} {spherical:?}"
        );
        assert!(
            straight[1] < 0.85 * spherical[1],
            "{straight:?} {spherical:?}"
        );
    }
}

#[test]
fn the_demonstration_plays_in_every_way() {
    let entry = demos::TABLE.iter().find(|entry| entry.name == "faces");
    common::demo::check(entry.unwrap()).unwrap();
}
