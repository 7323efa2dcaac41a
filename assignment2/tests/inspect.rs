//! Saliency, occlusion and Grad-CAM on networks whose answers are known by construction, where a classifier
//! is wrong, and a digit that is drawn.

use assignment2::staff::answers::Answers;
use assignment2::staff::attribution::{
    Square, enlarged, grad_cam, occlusion, over, saliency, scaled,
};
use assignment2::staff::drawing::{Drawing, Pen, SIDE};
use assignment2::staff::network::{Architecture, Plan};
use burn::module::Module;
use burn::tensor::{Device, Int, Tensor, TensorData, activation};
use common::by_hand::Streams;
use common::gradcheck::{largest_difference, numeric_gradient, relative_error, use_f64};
use common::random;
use std::sync::LazyLock;

/// Everything in double precision, decided before the first tensor: central differences need it.
fn device() -> Device {
    static DEVICE: LazyLock<Device> = LazyLock::new(|| {
        let mut device = Device::flex();
        use_f64(&mut device);
        device
    });
    DEVICE.clone()
}

fn normal<const D: usize>(name: &str, shape: [usize; D]) -> Tensor<D> {
    let mut stream = Streams::new(42).stream(name);
    stream.normal_tensor(shape, 1.0, &device())
}

fn classes<const N: usize>(of: [i64; N]) -> Tensor<1, Int> {
    Tensor::from_data(of, &device())
}

fn values<const D: usize>(tensor: Tensor<D>) -> Vec<f64> {
    tensor.into_data().iter().collect()
}

/// An image of this side with one pixel of this brightness.
fn spot(side: usize, (row, column): (usize, usize), brightness: f32) -> Tensor<4> {
    let mut pixels = vec![0.0; side * side];
    pixels[row * side + column] = brightness;
    Tensor::from_data(TensorData::new(pixels, [1, 1, side, side]), &device())
}

#[test]
fn saliency_is_the_derivative_of_the_logit_of_its_class_in_evaluation_mode() {
    let plan = Plan {
        architecture: Architecture::Lenet,
        image: [2, 8, 8],
        classes: 3,
        // Saliency through dropout that still drops would be another one at every call.
        dropout: 0.5,
    };
    let stream = Streams::new(1).stream("weights");
    let network = random::initialize(stream, &device(), |device| plan.network(device)).valid();
    let images = normal("images", [2, 2, 8, 8]);
    let found = saliency(|it| network.forward(it), images.clone(), classes([2, 0]));
    let numeric = numeric_gradient(&images, |changed| {
        let logits = network.forward(changed);
        let [first, second] = [(0, 2), (1, 0)]
            .map(|(image, class)| logits.clone().slice([image..image + 1, class..class + 1]));
        (first + second).into_scalar()
    });
    let error = relative_error(&found, &numeric);
    assert!(
        error < 1e-6,
        "{}\noff by {error:.1e}",
        largest_difference(&found, &numeric, &numeric.dims())
    );
    // Neither that of another class nor that of the probability.
    for other in [
        saliency(|it| network.forward(it), images.clone(), classes([1, 1])),
        saliency(
            |it| activation::softmax(network.forward(it), 1),
            images,
            classes([2, 0]),
        ),
    ] {
        assert!(relative_error(&other, &numeric) > 0.1);
    }
}

#[test]
fn occlusion_finds_the_pixel_that_matters_and_nothing_else() {
    // Class 1 if the pixel (2, 4) is bright, by its brightness; class 0 does not look.
    let looks = |images: Tensor<4>| {
        let count = images.dims()[0];
        let pixel = images
            .slice([0..count, 0..1, 2..3, 4..5])
            .flatten::<2>(1, 3);
        Tensor::cat(vec![pixel.zeros_like(), pixel], 1)
    };
    let image = spot(7, (2, 4), 3.0);
    let square = Square { side: 1, stride: 1 };
    let drops = occlusion(looks, &image, 1, square);
    assert_eq!(drops.dims(), [1, 1, 7, 7]);
    let drop = 1.0 / (1.0 + (-3.0_f64).exp()) - 0.5;
    for (place, value) in values(drops).into_iter().enumerate() {
        let expected = if place == 2 * 7 + 4 { drop } else { 0.0 };
        assert!((value - expected).abs() < 1e-6, "{place}: {value}");
    }
    // What speaks for one class speaks against the other.
    let against = values(occlusion(looks, &image, 0, square));
    assert!((against[2 * 7 + 4] + drop).abs() < 1e-6);
    // A larger square hides it from each place around it, and of every second place there are half as many.
    let larger = values(occlusion(looks, &image, 1, Square { side: 3, ..square }));
    let found: Vec<usize> = (0..49).filter(|it| larger[*it] > 0.1).collect();
    let around = |row: usize| [3, 4, 5].map(|column| row * 7 + column);
    assert_eq!(found, [around(1), around(2), around(3)].concat());
    let sparse = occlusion(looks, &image, 1, Square { side: 1, stride: 2 });
    assert_eq!(sparse.dims(), [1, 1, 4, 4]);
    assert!((values(sparse)[4 + 2] - drop).abs() < 1e-6);
}

#[test]
fn grad_cam_shows_the_map_that_the_class_is_made_of() {
    // Two maps of 2x3 places; class 0 is twice the mean of the first less the mean of the second, class 1 the
    // mean of the second.
    let classify = |maps: Tensor<4>| {
        let means = maps.mean_dim(2).mean_dim(3).flatten::<2>(1, 3);
        let weights = Tensor::<2>::from_data([[2.0, 0.0], [-1.0, 1.0]], &means.device());
        means.matmul(weights)
    };
    let maps = Tensor::<4>::from_data(
        [[
            [[1.0, 0.0, 2.0], [0.0, 3.0, 0.0]],
            [[0.0, 6.0, 5.0], [0.0, 0.0, 1.0]],
        ]],
        &device(),
    );
    // The derivative by each of six places is a sixth of the weight.
    let both = Tensor::cat(vec![maps.clone(), maps], 0);
    let found = grad_cam(classify, both, classes([0, 1]));
    assert_eq!(found.dims(), [2, 1, 2, 3]);
    let sixths: Vec<f64> = values(found).into_iter().map(|it| 6.0 * it).collect();
    let expected = [
        [2.0, 0.0, 0.0, 0.0, 6.0, 0.0],
        [0.0, 6.0, 5.0, 0.0, 0.0, 1.0],
    ];
    for (found, expected) in sixths.iter().zip(expected.iter().flatten()) {
        assert!((found - expected).abs() < 1e-5, "{sixths:?}");
    }
}

#[test]
fn maps_are_enlarged_around_the_middles_of_their_places() {
    let maps = Tensor::<4>::from_data([[[[0.0, 1.0]]]], &device());
    let found = values(enlarged(maps, [1, 4]));
    assert_eq!(found, [0.0, 0.25, 0.75, 1.0]);
    let one = Tensor::<4>::from_data([[[[0.5]]]], &device());
    assert_eq!(values(enlarged(one, [2, 2])), [0.5; 4]);
}

#[test]
fn each_map_is_scaled_by_itself_and_an_empty_one_stays_empty() {
    let maps = Tensor::<4>::from_data([[[[1.0, -4.0]], [[0.0, 0.0]]]], &device());
    assert_eq!(values(scaled(maps)), [0.25, -1.0, 0.0, 0.0]);
}

#[test]
fn numbers_over_an_image_keep_their_sign_and_zero_keeps_the_image() {
    let image = Tensor::<4>::ones([1, 1, 1, 3], &device());
    let numbers = Tensor::<4>::from_data([[[[0.0, 1.0, -1.0]]]], &device());
    let found = over(&image, numbers);
    assert_eq!(found.dims(), [1, 3, 1, 3]);
    let found = values(found);
    // Red and blue of the three pixels.
    assert_eq!([found[0], found[6]], [0.5, 0.5]);
    assert!(found[7] > 2.0 * found[1], "blue: {found:?}");
    assert!(found[2] > 0.8 && found[8] < 0.1, "orange: {found:?}");
}

#[test]
fn mistakes_are_the_wrong_answers_and_the_surest_comes_first() {
    let mut answers = Answers::default();
    let logits = Tensor::<2>::from_data(
        [
            [9.0, 0.0, 0.0],
            [2.0, 0.0, 0.0],
            [0.0, 5.0, 0.0],
            [0.0, 0.1, 0.0],
        ],
        &device(),
    );
    answers.add(logits.clone().narrow(0, 0, 1), &[0]);
    answers.add(logits.narrow(0, 1, 3), &[2, 0, 2]);
    assert_eq!(answers.mistakes(), [2, 1, 3]);
    assert_eq!(answers.accuracy(), 0.25);
    let sure = 1.0 / (1.0 + 2.0 * (-5.0_f64).exp());
    assert!((answers.confidence[2] - sure).abs() < 1e-6);
    assert_eq!(
        answers.confusion(3),
        [vec![1, 1, 0], vec![0, 0, 0], vec![1, 1, 0]]
    );
    assert_eq!(answers.most_confused(3).map(|(_, count)| count), Some(1));
    assert_eq!(
        Answers {
            labels: vec![1],
            predicted: vec![1],
            confidence: vec![0.9]
        }
        .most_confused(3),
        None
    );
}

/// The ink at a column and a row.
fn ink(drawing: &Drawing, (column, row): (usize, usize)) -> f64 {
    values(drawing.image(&device()))[row * SIDE + column]
}

#[test]
fn strokes_are_drawn_from_click_to_click_until_the_pen_is_lifted() {
    let mut drawing = Drawing::default();
    assert!(drawing.is_blank());
    for place in [(4.0, 5.0), (20.0, 5.0)] {
        drawing.click(place, Pen::Stroke);
    }
    // The whole way, about three pixels wide, and not beyond its ends.
    for column in 4..=20 {
        assert_eq!(ink(&drawing, (column, 5)), 1.0);
        assert!((ink(&drawing, (column, 4)) - 0.7).abs() < 1e-6);
        assert_eq!(ink(&drawing, (column, 7)), 0.0);
    }
    assert_eq!([2, 22].map(|column| ink(&drawing, (column, 5))), [0.0; 2]);
    // The second click at one place lifts the pen: what follows is not joined.
    for place in [(20.0, 5.0), (20.0, 15.0)] {
        drawing.click(place, Pen::Stroke);
    }
    assert_eq!(ink(&drawing, (20, 10)), 0.0);
    assert_eq!(ink(&drawing, (20, 15)), 1.0);
    drawing.click((20.0, 25.0), Pen::Stroke);
    assert_eq!(ink(&drawing, (20, 20)), 1.0);
}

#[test]
fn a_dot_erases_where_there_is_ink_and_nothing_happens_beside_the_paper() {
    let mut drawing = Drawing::default();
    for outside in [(-1.0, 3.0), (3.0, 28.0), (-1e9, 1e300), (f64::NAN, 2.0)] {
        drawing.click(outside, Pen::Stroke);
        drawing.click(outside, Pen::Dot);
    }
    assert!(drawing.is_blank());
    drawing.click((10.0, 10.0), Pen::Dot);
    assert_eq!(ink(&drawing, (10, 10)), 1.0);
    assert!(ink(&drawing, (11, 10)) > 0.5 && ink(&drawing, (12, 10)) == 0.0);
    drawing.click((10.0, 10.0), Pen::Dot);
    assert_eq!(ink(&drawing, (10, 10)), 0.0);
}

#[test]
fn a_copied_image_has_its_pixels_in_their_places() {
    let drawing = Drawing::of(spot(SIDE, (3, 8), 0.5));
    assert_eq!(ink(&drawing, (8, 3)), 0.5);
    let row: Vec<f64> = drawing.rows().nth(3).unwrap().collect();
    assert_eq!((row.len(), row[8]), (SIDE, 0.5));
    assert_eq!(values(drawing.image(&device())).iter().sum::<f64>(), 0.5);
}
