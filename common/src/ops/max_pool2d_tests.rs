use crate::ops::{Kernels, Window, max_pool2d};
use burn::tensor::{DType, Device, Tensor, TensorData};
use by_hand::Streams;

/// A pool: batch, channels, height, width; size, stride, padding.
type Case = ([usize; 4], [usize; 3]);

/// What the networks of the course have, and what is at the edge.
const CASES: [Case; 22] = [
    ([4, 8, 32, 32], [3, 2, 1]), // VGG's
    ([4, 8, 16, 16], [3, 2, 1]),
    ([5, 6, 4, 4], [3, 2, 1]),
    ([5, 6, 2, 2], [3, 2, 1]),
    ([5, 6, 1, 1], [3, 2, 1]),
    ([3, 4, 28, 28], [2, 2, 0]), // LeNet's
    ([3, 4, 14, 14], [2, 2, 0]),
    ([3, 4, 7, 7], [2, 2, 0]), // with a row that no window sees
    ([3, 4, 9, 9], [3, 1, 1]), // Inception's
    ([3, 4, 8, 8], [3, 2, 0]),
    ([2, 3, 9, 7], [3, 2, 1]), // not square
    ([2, 3, 7, 10], [2, 3, 1]),
    ([2, 3, 5, 6], [2, 3, 0]), // pixels between windows
    ([2, 3, 6, 5], [4, 1, 2]),
    ([2, 3, 6, 5], [4, 3, 2]),
    ([2, 3, 5, 5], [5, 1, 0]), // one window
    ([2, 3, 4, 5], [1, 1, 0]), // windows of one pixel
    ([2, 3, 4, 5], [1, 2, 0]),
    ([1, 1, 1, 1], [1, 1, 0]),
    ([1, 1, 3, 3], [6, 1, 3]), // larger than the image, but for the padding
    ([1, 2, 130, 129], [3, 2, 1]), // a map is more than a group
    ([40, 7, 11, 11], [3, 2, 1]), // the last group is smaller
];

/// Output and gradient of a loss that weighs every output otherwise, for these images.
fn pooled(
    (shape, [size, stride, padding]): Case,
    images: Vec<f64>,
    of: (Kernels, DType),
) -> [TensorData; 2] {
    let device = Device::flex().autodiff();
    let images = TensorData::new(images, shape);
    let images = Tensor::<4>::from_data(images, (&device, of.1)).require_grad();
    let window = Window {
        stride,
        padding,
        kernels: of.0,
    };
    let output = max_pool2d(images.clone(), size, window);
    let mut stream = Streams::new(3).stream("weighed");
    let weighed = stream.normal_tensor(output.dims(), 1.0, &Device::flex());
    let gradients = (output.clone() * weighed.cast(of.1)).sum().backward();
    let gradient = images.grad(&gradients).expect("in the loss");
    [output.into_data(), gradient.into_data()]
}

/// Rounded numbers, so that many in a window are equal.
fn images(shape: [usize; 4]) -> Vec<f64> {
    let mut stream = Streams::new(2).stream("images");
    let count = shape.iter().product::<usize>();
    (0..count)
        .map(|_| (2.0 * stream.normal()).round() / 2.0)
        .collect()
}

#[test]
fn numbers_and_gradients_have_the_bytes_of_burns_and_equal_ones_go_to_the_first() {
    for dtype in [DType::F32, DType::F64] {
        for case in CASES {
            let [ours, theirs] = [Kernels::Fast, Kernels::Burn]
                .map(|kernels| pooled(case, images(case.0), (kernels, dtype)));
            assert!(ours[0] == theirs[0], "{case:?} {dtype:?}");
            // Two windows can choose one pixel, and their gradients are added in the order of the windows.
            assert!(ours[1] == theirs[1], "gradient of {case:?} {dtype:?}");
        }
    }
}

#[test]
fn a_number_that_is_none_is_the_largest() {
    for case in CASES {
        let mut images = images(case.0);
        let middle = images.len() / 2;
        images[middle] = f64::NAN;
        let [ours, theirs] = [Kernels::Fast, Kernels::Burn]
            .map(|kernels| pooled(case, images.clone(), (kernels, DType::F32)));
        for (ours, theirs) in ours.iter().zip(&theirs) {
            let pairs = ours.iter::<f64>().zip(theirs.iter::<f64>());
            assert!(
                pairs
                    .into_iter()
                    .all(|(a, b)| a == b || a.is_nan() && b.is_nan()),
                "{case:?}"
            );
        }
    }
}

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let [one, two] = [1, 2].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let all = || CASES.map(|case| pooled(case, images(case.0), (Kernels::Fast, DType::F32)));
        pool.expect("threads can be started").install(all)
    });
    assert!(one == two);
}

#[test]
fn a_window_that_does_not_fit_is_refused_with_the_shapes() {
    for (size, window) in [
        (0, Window::padded(0)),
        (3, Window::padded(2)),
        (2, Window::padded(0).every(0)),
        (6, Window::padded(0)),
    ] {
        let pool = move || max_pool2d(Tensor::zeros([1, 2, 5, 7], &Device::flex()), size, window);
        let panic = std::panic::catch_unwind(pool).expect_err("does not fit");
        let text = panic.downcast::<String>().expect("a sentence");
        assert!(text.contains("do not fit [1, 2, 5, 7]"), "{text}");
    }
}
