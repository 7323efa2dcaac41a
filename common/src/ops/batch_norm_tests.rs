use crate::ops::{Kernels, batch_norm, batch_norm_relu};
use burn::module::{Module, Param};
use burn::nn::{BatchNorm, BatchNormConfig};
use burn::tensor::{DType, Device, Tensor, TensorData};
use by_hand::Streams;

/// Batch, channels, height, width: what the networks of the course have, and what is at the edge.
const SHAPES: [[usize; 4]; 21] = [
    [8, 16, 32, 32], // VGG's
    [8, 32, 16, 16],
    [8, 64, 8, 8],
    [8, 512, 4, 4],
    [8, 512, 2, 2],
    [8, 512, 1, 1],
    [3, 5, 7, 9],
    [3, 5, 9, 7],
    [2, 1, 3, 3],
    [2, 1, 1, 1],
    [1, 3, 4, 4],
    [1, 1, 1, 2],
    [7, 4, 1, 5],
    [7, 4, 5, 1],
    [2, 2, 70, 70], // a map is more than a group
    [2, 3, 64, 64], // a map is a group
    [3, 130, 6, 6], // the last group is smaller
    [5, 4097, 1, 1],
    [33, 2, 2, 2],
    [64, 7, 3, 3],
    [4, 17, 11, 13],
];

/// What is compared: output, the gradients by x, γ and β, both running statistics.
type Results = [TensorData; 6];

/// A training pass, of a loss that weighs every output otherwise.
fn trained(images: TensorData, relu: bool, kernels: Kernels, dtype: DType) -> Results {
    let device = Device::flex().autodiff();
    let images = Tensor::<4>::from_data(images, (&device, dtype)).require_grad();
    let mut stream = Streams::new(3).stream("weights");
    let mut draw = |shape: [usize; 1]| {
        let numbers = stream.normal_tensor::<1>(shape, 1.0, &device);
        numbers.cast(dtype)
    };
    let channels = images.dims()[1];
    let mut norm: BatchNorm = BatchNormConfig::new(channels).init(&device);
    norm.gamma = Param::from_tensor(draw([channels]));
    norm.beta = Param::from_tensor(draw([channels]));
    norm.running_mean = burn::module::RunningState::new(draw([channels]));
    norm.running_var = burn::module::RunningState::new(draw([channels]).square());
    let output = match relu {
        true => batch_norm_relu(&norm, images.clone(), kernels),
        false => batch_norm(&norm, images.clone(), kernels),
    };
    let weighed = draw([output.shape().num_elements()]).reshape(output.dims());
    let gradients = (output.clone() * weighed).sum().backward();
    let of_input = images.grad(&gradients).expect("in the loss").into_data();
    let [of_gamma, of_beta] = [&norm.gamma, &norm.beta].map(|parameter| {
        let gradient = parameter.val().grad(&gradients);
        gradient.expect("in the loss").into_data()
    });
    let after = norm.valid();
    let running = [&after.running_mean, &after.running_var].map(|it| it.value().into_data());
    let [mean, variance] = running;
    [
        output.into_data(),
        of_input,
        of_gamma,
        of_beta,
        mean,
        variance,
    ]
}

fn images(shape: [usize; 4]) -> TensorData {
    let mut stream = Streams::new(2).stream("images");
    // Far from 0: what is subtracted counts.
    let images = stream.normal_tensor(shape, 1.0, &Device::flex()) * 3.0 + 5.0;
    images.into_data()
}

/// The largest difference, as a share of the largest number. Of two numbers the gradient is what rounding leaves of
/// terms that cancel: then it is a share of the terms, which are of the size of 1.
fn apart(ours: &TensorData, theirs: &TensorData) -> f64 {
    assert_eq!(
        (ours.shape(), ours.dtype()),
        (theirs.shape(), theirs.dtype())
    );
    let largest = theirs.iter::<f64>().fold(1.0, |m, x| f64::max(m, x.abs()));
    let pairs = ours.iter::<f64>().zip(theirs.iter::<f64>());
    pairs.fold(0.0, |m, (a, b)| f64::max(m, (a - b).abs())) / largest
}

#[test]
fn the_kernel_is_burns_layer_with_its_gradients_and_running_statistics() {
    for (dtype, bound) in [(DType::F32, 5e-6), (DType::F64, 1e-12)] {
        for shape in SHAPES {
            for relu in [false, true] {
                let [ours, theirs] = [Kernels::Fast, Kernels::Burn]
                    .map(|kernels| trained(images(shape), relu, kernels, dtype));
                for (number, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
                    let apart = apart(ours, theirs);
                    assert!(
                        apart < bound,
                        "{shape:?} {dtype:?} relu {relu}, number {number}: {apart:e}"
                    );
                }
            }
        }
    }
}

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let [one, two] = [1, 2].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let all = || SHAPES.map(|shape| trained(images(shape), true, Kernels::Fast, DType::F32));
        pool.expect("threads can be started").install(all)
    });
    assert!(one == two);
}

#[test]
fn a_number_that_is_none_makes_its_channel_none_and_no_other() {
    let shape = [2, 3, 4, 4];
    let mut numbers: Vec<f32> = images(shape).iter().collect();
    numbers[20] = f32::NAN;
    for relu in [false, true] {
        let [ours, theirs] = [Kernels::Fast, Kernels::Burn].map(|kernels| {
            let images = TensorData::new(numbers.clone(), shape);
            trained(images, relu, kernels, DType::F32)
        });
        for (number, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
            let none = |data: &TensorData| data.iter::<f64>().map(f64::is_nan).collect::<Vec<_>>();
            assert_eq!(none(ours), none(theirs), "relu {relu}, number {number}");
            assert!(none(ours).contains(&false) && none(ours).contains(&true) || number == 3);
        }
    }
}

#[test]
fn outside_of_training_the_running_statistics_count() {
    let device = Device::flex();
    let norm = BatchNormConfig::new(3).init(&device);
    let images = Tensor::<4>::from_data(images([2, 3, 4, 4]), (&device, DType::F32));
    let ours = batch_norm_relu(&norm, images.clone(), Kernels::Fast);
    let largest: f64 = ours.max().into_scalar();
    // Mean 0 and variance 1 leave the images as they are.
    let of_images: f64 = images.max().into_scalar();
    assert!(
        (largest / of_images - 1.0).abs() < 1e-4,
        "{largest}, {of_images}"
    );
}
