//! Autoencoders as they are trained: what a linear one finds, what each kind minimises, and where gradients go.

use assignment3::autoencoder::{Activation, Activations, Autoencoder, sparsity};
use assignment3::convolutional_autoencoder::ConvolutionalAutoencoder;
use assignment3::staff::autoencoding::{Architecture, Network, Objective, Plan};
use assignment3::staff::{AutoencoderTraining, principal_angles};
use burn::module::Module;
use burn::tensor::{DType, Device, Tensor, TensorData};
use common::by_hand::Streams;
use common::data::{self, Data, Dataset, Source};
use common::learner::{Learner, Part, Start};
use common::settings::{Base, Epochs};

fn digits(examples: usize) -> Data<2> {
    let streams = Streams::new(1);
    let data = data::load_flat(&Source {
        dataset: &Dataset::Digits,
        examples: 10,
        noise: 0.0,
        data_dir: None,
        label: None,
        streams,
        device: &Device::flex(),
    });
    data.unwrap().with_training_examples(examples, &streams)
}

fn start(epochs: usize) -> Start {
    let base = Base::default();
    let length = Epochs {
        epochs,
        eval_every: 1,
    };
    Start::on(&Device::flex(), &base, length.into())
}

fn plan(objective: Objective, architecture: Architecture, sizes: &[usize]) -> Plan {
    Plan {
        objective,
        architecture,
        sizes: sizes.to_vec(),
        image: Some([1, 8, 8]),
        batch_size: 64,
        lr: if architecture == Architecture::Linear {
            1e-2
        } else {
            1e-3
        },
    }
}

fn trained(plan: &Plan, data: Data<2>, epochs: usize) -> AutoencoderTraining {
    let mut training = AutoencoderTraining::new(plan, data, &start(epochs)).unwrap();
    for _ in 0..epochs * training.steps_per_epoch() {
        training.step().unwrap();
    }
    training
}

fn error(training: &mut AutoencoderTraining, part: Part) -> f64 {
    let metrics = training.evaluate(part).unwrap();
    metrics.get("reconstruction_error").unwrap()
}

#[test]
fn a_linear_autoencoder_finds_the_space_of_the_principal_components() {
    let plan = plan(Objective::Plain, Architecture::Linear, &[64, 10]);
    let mut training = trained(&plan, digits(1000), 500);
    let angles = training.angles().unwrap().unwrap();
    assert_eq!(angles.len(), 10);
    assert!(angles[9] <= 5.0, "{angles:?}");
    assert_eq!(
        training.evaluate(Part::Test).unwrap().get("largest_angle"),
        Some(angles[9])
    );
    let own = error(&mut training, Part::Test);
    let of_pca = training.reference.error(10, &training.data().test);
    assert!((own / of_pca - 1.0).abs() <= 0.02, "{own}, {of_pca}");
    // Before it has learned anything, its space is another one.
    let fresh = AutoencoderTraining::new(&plan, digits(1000), &start(1)).unwrap();
    assert!(fresh.angles().unwrap().unwrap()[9] > 45.0);
}

#[test]
fn a_deep_one_loses_less_than_as_many_principal_components_of_what_it_learned() {
    let plan = plan(Objective::Plain, Architecture::Deep, &[64, 64, 32, 5]);
    let mut training = trained(&plan, digits(1000), 300);
    let own = error(&mut training, Part::Train);
    let of_pca = training.reference.error(5, &training.data().train);
    assert!(own < 0.8 * of_pca, "{own}, {of_pca}");
    assert!(training.angles().unwrap().is_none());
}

#[test]
fn sigmoids_behind_one_another_learn_the_mean_and_nothing_else() {
    let plan = plan(
        Objective::Plain,
        Architecture::Stuck,
        &[64, 250, 125, 60, 2],
    );
    let mut training = trained(&plan, digits(1000), 20);
    let (own, mean) = (
        error(&mut training, Part::Train),
        training.reference.error(0, &training.data().train),
    );
    assert!((own / mean - 1.0).abs() < 0.02, "{own}, {mean}");
    let network = training.network();
    let rows = training.data().train.gather(&[0, 1, 2, 3]).inputs;
    let again = network.decode(network.encode(rows));
    let apart = again.clone().narrow(0, 0, 1) - again.narrow(0, 3, 1);
    assert!(apart.abs().max().into_scalar::<f64>() < 0.01);
}

#[test]
fn a_denoising_one_repairs_better_than_a_plain_one() {
    let sizes = [64, 128, 32];
    let spoiled = Objective::Denoising(0.4);
    let losses = [Objective::Plain, spoiled].map(|objective| {
        let training = trained(
            &plan(objective, Architecture::Deep, &sizes),
            digits(1000),
            200,
        );
        let rows = training.data().test.whole().inputs;
        let mask = spoiled.mask(&rows, &mut Streams::new(3).stream("mask"));
        let Network::Dense(network) = training.network() else {
            panic!("fully connected")
        };
        network.denoising_loss(rows, mask).into_scalar::<f64>()
    });
    assert!(losses[1] < 0.7 * losses[0], "{losses:?}");
}

#[test]
fn a_mask_sets_the_share_to_zero_that_was_asked_for() {
    let rows = Tensor::<2>::ones([200, 64], &Device::flex());
    let mask = Objective::Denoising(0.3).mask(&rows, &mut Streams::new(1).stream("mask"));
    let kept = mask.mean().into_scalar::<f64>();
    // Four standard deviations.
    assert!(
        (kept - 0.7).abs() < 4.0 * (0.21_f64 / 12_800.0).sqrt(),
        "{kept}"
    );
    let whole = Objective::Plain.mask(&rows, &mut Streams::new(1).stream("mask"));
    assert_eq!(whole.min().into_scalar::<f64>(), 1.0);
}

#[test]
fn a_sparse_code_is_near_its_target_and_one_without_penalty_is_not() {
    let activities = [0.01, 0.0].map(|weight| {
        let objective = Objective::Sparse(0.05, weight);
        let mut training = trained(
            &plan(objective, Architecture::Deep, &[64, 100]),
            digits(1000),
            200,
        );
        training
            .evaluate(Part::Test)
            .unwrap()
            .get("activity")
            .unwrap()
    });
    assert!(
        (activities[0] - 0.05).abs() < 0.02 && activities[1] > 0.2,
        "{activities:?}"
    );
}

#[test]
fn a_convolutional_one_overfits_a_batch() {
    let plan = plan(Objective::Convolutional, Architecture::Deep, &[64, 32]);
    let plan = Plan {
        batch_size: 32,
        lr: 5e-3,
        ..plan
    };
    let mut training = trained(&plan, digits(32), 400);
    let (own, mean) = (
        error(&mut training, Part::Train),
        training.reference.error(0, &training.data().train),
    );
    assert!(own < 0.1 * mean, "{own}, {mean}");
    assert!(matches!(training.network(), Network::Convolutional(_)));
}

#[test]
fn shapes_go_from_an_image_to_a_code_and_back() {
    let device = Device::flex();
    for shape in [[1, 28, 28], [3, 32, 32], [1, 8, 12]] {
        let network = ConvolutionalAutoencoder::new(shape, 7, &device);
        let [channels, height, width] = shape;
        let images = Tensor::<4>::full([2, channels, height, width], 0.5, &device);
        let codes = network.encode(images);
        assert_eq!(codes.dims(), [2, 7]);
        assert_eq!(network.decode(codes).dims(), [2, channels, height, width]);
    }
}

#[test]
fn the_gradient_of_every_kind_reaches_every_layer() {
    let device = Device::flex().autodiff();
    let activations = Activations {
        hidden: Activation::Sigmoid,
        code: Activation::Sigmoid,
        output: Activation::Identity,
    };
    let network = Autoencoder::new(&[6, 5, 3], activations, &device);
    let rows = Streams::new(1)
        .stream("rows")
        .normal_tensor::<2>([4, 6], 1.0, &device);
    let mask = rows.ones_like();
    let codes = network.encode(rows.clone());
    let of_codes = sparsity(codes, 0.1).backward();
    let of_loss = network.denoising_loss(rows, mask).backward();
    for layer in network.encoder.iter().chain(&network.decoder) {
        let gradient = layer.weight.val().grad(&of_loss).unwrap();
        assert!(gradient.abs().sum().into_scalar::<f64>() > 0.0);
    }
    for layer in &network.encoder {
        let gradient = layer.weight.val().grad(&of_codes).unwrap();
        assert!(gradient.abs().sum().into_scalar::<f64>() > 0.0);
    }
    // The decoder has no part in what codes are.
    for layer in &network.decoder {
        assert!(layer.weight.val().grad(&of_codes).is_none());
    }
}

fn rows<const R: usize, const C: usize>(rows: [[f64; C]; R]) -> Tensor<2> {
    let data = TensorData::new(rows.concat(), [R, C]);
    Tensor::from_data(data, (&Device::flex(), DType::F64))
}

#[test]
fn principal_angles_are_those_that_are_known() {
    let axes = rows([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]]);
    for (other, expected) in [
        // The same plane by other rows, which are neither orthogonal nor of length 1.
        (
            rows([[3.0, 1.0, 0.0, 0.0], [1.0, 1.0, 0.0, 0.0]]),
            [0.0, 0.0],
        ),
        (
            rows([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 1.0, 0.0]]),
            [0.0, 45.0],
        ),
        (
            rows([[1.0, 0.0, 3.0_f64.sqrt(), 0.0], [0.0, 0.0, 0.0, 2.0]]),
            [60.0, 90.0],
        ),
    ] {
        let angles = principal_angles(&axes, &other).unwrap();
        for (angle, expected) in angles.iter().zip(expected) {
            assert!((angle - expected).abs() < 1e-5, "{angles:?}");
        }
        assert_eq!(angles.len(), 2);
    }
    let error = principal_angles(&axes, &rows([[1.0, 0.0, 0.0, 0.0], [2.0, 0.0, 0.0, 0.0]]));
    assert!(error.unwrap_err().to_string().contains("span 1 dimensions"));
    let error = principal_angles(
        &axes,
        &rows([[f64::NAN, 0.0, 0.0, 0.0], [2.0, 0.0, 0.0, 0.0]]),
    );
    assert!(error.unwrap_err().to_string().contains("not finite"));
}

#[test]
fn a_training_goes_on_from_a_snapshot_as_it_would_have() {
    let plan = plan(Objective::Denoising(0.3), Architecture::Deep, &[64, 32, 8]);
    let mut first = trained(&plan, digits(200), 1);
    let snapshot = first.snapshot().unwrap();
    let mut second = AutoencoderTraining::new(&plan, digits(200), &start(1)).unwrap();
    second.restore(&snapshot).unwrap();
    for training in [&mut first, &mut second] {
        (0..3).for_each(|_| drop(training.step().unwrap()));
    }
    let weight = |training: &AutoencoderTraining| {
        let Network::Dense(network) = training.network().valid() else {
            panic!("fully connected")
        };
        network.encoder[0].weight.val().into_data()
    };
    weight(&first).assert_eq(&weight(&second), true);
}
