use super::*;
use burn::tensor::{DType, TensorData};
use by_hand::Streams;

/// A convolution: batch, in, height, width; out, kernel height and width; stride, padding.
type Case = ([usize; 4], [usize; 3], [usize; 2]);

/// What the networks of the course have, and what is at the edge.
const CASES: [Case; 31] = [
    ([4, 3, 32, 32], [8, 3, 3], [1, 1]),  // VGG's first
    ([5, 8, 16, 16], [16, 3, 3], [1, 1]), // its others
    ([5, 8, 8, 8], [4, 3, 3], [1, 1]),
    ([7, 6, 4, 4], [5, 3, 3], [1, 1]),
    ([9, 4, 2, 2], [3, 3, 3], [1, 1]), // smaller than the kernel, but for the padding
    ([3, 1, 28, 28], [6, 5, 5], [1, 2]), // LeNet's
    ([3, 6, 14, 14], [4, 5, 5], [1, 2]),
    ([3, 2, 12, 12], [4, 5, 5], [1, 0]),
    ([4, 8, 8, 8], [16, 3, 3], [2, 1]), // where a residual network halves
    ([4, 8, 8, 8], [16, 1, 1], [2, 0]), // its projection
    ([4, 8, 7, 7], [6, 1, 1], [1, 0]),  // Inception's
    ([2, 4, 9, 9], [6, 7, 7], [2, 3]),
    ([3, 3, 16, 16], [4, 4, 4], [2, 1]), // a discriminator's
    ([2, 3, 9, 7], [4, 3, 3], [2, 1]),   // not square, odd
    ([2, 3, 7, 10], [4, 3, 3], [3, 2]),
    ([2, 3, 6, 5], [4, 2, 3], [1, 1]), // a kernel that is not square
    ([2, 3, 6, 5], [4, 3, 2], [2, 0]),
    ([1, 1, 1, 1], [1, 1, 1], [1, 0]),
    ([1, 2, 5, 5], [3, 5, 5], [1, 0]), // one window
    ([2, 2, 5, 5], [3, 3, 3], [4, 1]), // places that miss pixels
    ([2, 2, 3, 3], [2, 3, 3], [1, 3]), // windows in padding alone
    ([2, 2, 3, 3], [2, 2, 2], [3, 2]),
    ([6, 3, 24, 24], [4, 3, 3], [1, 1]), // groups of different sizes
    ([17, 2, 10, 10], [3, 3, 3], [1, 0]),
    ([2, 3, 40, 40], [2, 3, 3], [1, 1]), // more columns in an image than in a group
    ([3, 5, 6, 6], [7, 3, 3], [1, 2]),
    // By tiles:
    ([5, 16, 8, 8], [20, 3, 3], [1, 1]),
    ([9, 20, 7, 5], [16, 3, 3], [1, 1]),
    ([1, 16, 3, 4], [16, 3, 3], [1, 1]),
    ([32, 16, 16, 16], [16, 3, 3], [1, 1]),
    ([6, 16, 40, 40], [16, 3, 3], [1, 1]),
];

/// Output, and the gradients by input, weight and bias, of a loss that weighs every output otherwise.
fn convolved(case: Case, bias: bool, kernels: Kernels, dtype: DType) -> Vec<TensorData> {
    let ([batch, channels, height, width], [out, down, right], [stride, padding]) = case;
    let mut stream = Streams::new(7).stream("convolution");
    let mut draw = |shape: &[usize]| {
        let count = shape.iter().product::<usize>();
        let numbers: Vec<f64> = (0..count).map(|_| stream.normal()).collect();
        TensorData::new(numbers, shape)
    };
    let device = Device::flex().autodiff();
    let of = |data: TensorData| Tensor::<4>::from_data(data, (&device, dtype)).require_grad();
    let input = of(draw(&[batch, channels, height, width]));
    let weight = of(draw(&[out, channels, down, right]));
    let of_bias = Tensor::<1>::from_data(draw(&[out]), (&device, dtype)).require_grad();
    let window = Window {
        stride,
        padding,
        kernels,
    };
    let chosen = bias.then(|| of_bias.clone());
    let output = conv2d(input.clone(), weight.clone(), chosen, window);
    let weighed = Tensor::from_data(draw(&output.dims()), (&device, dtype));
    let gradients = (output.clone() * weighed).sum().backward();
    let mut all = vec![output.into_data()];
    all.extend([input, weight].map(|it| it.grad(&gradients).expect("in the loss").into_data()));
    all.extend(of_bias.grad(&gradients).map(Tensor::into_data));
    all
}

/// The largest difference, as a share of the largest number.
fn apart(ours: &TensorData, theirs: &TensorData) -> f64 {
    assert_eq!(ours.shape(), theirs.shape());
    let largest = theirs.iter::<f64>().fold(0.0, |m, x| f64::max(m, x.abs()));
    let pairs = ours.iter::<f64>().zip(theirs.iter::<f64>());
    pairs.fold(0.0, |m, (a, b)| f64::max(m, (a - b).abs())) / largest.max(1e-300)
}

#[test]
fn the_kernel_is_burns_convolution_with_all_of_its_gradients() {
    for (dtype, bound) in [(DType::F32, 2e-6), (DType::F64, 1e-13)] {
        for (number, case) in CASES.into_iter().enumerate() {
            let bias = number % 2 == 0;
            let ours = convolved(case, bias, Kernels::Fast, dtype);
            let theirs = convolved(case, bias, Kernels::Burn, dtype);
            assert_eq!(
                (ours.len(), theirs.len()),
                if bias { (4, 4) } else { (3, 3) }
            );
            for (what, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
                assert_eq!(ours.dtype(), dtype);
                let apart = apart(ours, theirs);
                assert!(
                    apart < bound,
                    "{case:?} {dtype:?}, number {what}: {apart:e}"
                );
            }
        }
    }
}

#[test]
fn the_kernel_gives_the_same_bytes_on_one_and_on_two_threads() {
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.expect("threads can be started");
        pool.install(|| CASES.map(|case| convolved(case, true, Kernels::Fast, DType::F32)))
    };
    assert!(on(1) == on(2));
}

#[test]
fn a_window_that_does_not_fit_is_refused_with_the_shapes() {
    let device = Device::flex();
    let refused = |image: [usize; 4], filters: [usize; 4]| {
        let (image, filters) = (
            Tensor::zeros(image, &device),
            Tensor::zeros(filters, &device),
        );
        let panic =
            std::panic::catch_unwind(move || conv2d(image, filters, None, Window::padded(0)));
        *panic
            .expect_err("does not fit")
            .downcast::<String>()
            .expect("a sentence")
    };
    let text = refused([1, 2, 5, 5], [1, 3, 3, 3]);
    assert!(
        text.contains("[1, 3, 3, 3]") && text.contains("[1, 2, 5, 5]"),
        "{text}"
    );
    refused([1, 2, 2, 5], [1, 2, 3, 3]);
}
