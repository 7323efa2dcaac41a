//! Kernel PCA beside numbers from 50-digit arithmetic (`grader/reference/kernel_pca.py` of the course's project),
//! beside PCA where the kernel is the inner product, and beside the map that a polynomial kernel stands for.

use assignment3::eigen::leading;
use assignment3::kernel_pca::{Kernel, KernelPca};
use assignment3::pca::{Form, Pca};
use assignment3::staff::KernelReduction;
use assignment3::staff::kernel_reduction::{ClassMeans, KernelName};
use burn::tensor::{DType, Device, Tensor, TensorData};
use common::by_hand::Streams;
use common::data::{self, Data, Dataset, Source};

fn tensor<const D: usize>(values: Vec<f64>, shape: [usize; D]) -> Tensor<D> {
    let data = TensorData::new(values, shape);
    Tensor::from_data(data, (&Device::flex(), DType::F64))
}

fn numbers<const D: usize>(tensor: &Tensor<D>) -> Vec<f64> {
    tensor.to_data().iter().collect()
}

/// The examples of the reference, from this number on.
fn examples(first: usize, count: usize) -> Tensor<2> {
    let element = |place: usize| {
        let (i, j) = (first + place / 3, place % 3);
        (((29 * i + 53 * j + 7 * i * j + 3 * i * i) % 41) as f64 - 20.0) / 20.0
    };
    tensor((0..3 * count).map(element).collect(), [count, 3])
}

fn fit(inputs: Tensor<2>, kernel: Kernel, components: usize) -> KernelPca {
    KernelPca::fit(inputs, kernel, |matrix| leading(matrix, components)).unwrap()
}

#[track_caller]
fn assert_near<const D: usize>(actual: &Tensor<D>, expected: &Tensor<D>, most: f64) {
    assert_eq!(actual.dims(), expected.dims());
    let difference = numbers(&(actual.clone() - expected.clone()).abs().max())[0];
    assert!(difference <= most, "off by {difference:e}");
}

/// Variances and codes of three new examples by three components of eight training examples.
type Reference = (f64, [f64; 3], [[f64; 3]; 3]);

const POLYNOMIAL: Reference = (
    3.186888289097377,
    [1.931475181465395, 0.569974939407519, 0.328199644854604],
    [
        [-0.586157688611140, 0.853370483384108, 0.318989459074034],
        [-0.207584238548081, 0.559449065805494, 1.171309843037785],
        [-0.300455905922967, 0.592942231544496, -0.295953784647584],
    ],
);

const RBF: Reference = (
    0.651463602079693,
    [0.229171733567593, 0.132593041253375, 0.108197430855529],
    [
        [0.061040395845899, -0.437363841213002, -0.116918521834842],
        [0.174183382162183, -0.256781446037423, -0.322361050054598],
        [0.126464792228843, -0.331911344279338, 0.281305239723118],
    ],
);

#[test]
fn variances_and_codes_are_those_of_the_reference() {
    for (kernel, (total, variances, codes)) in [
        (Kernel::Polynomial(0.5, 3), POLYNOMIAL),
        (Kernel::Rbf(0.7), RBF),
    ] {
        let pca = fit(examples(0, 8), kernel, 3);
        assert_near(&pca.total_variance, &tensor(vec![total], [1]), 1e-12);
        assert_near(&pca.variances, &tensor(variances.to_vec(), [3]), 1e-12);
        let expected = tensor(codes.concat(), [3, 3]);
        assert_near(&pca.project(examples(8, 3)), &expected, 1e-6);
    }
}

fn random(seed: u64, [count, features]: [usize; 2]) -> Tensor<2> {
    let mut stream = Streams::new(seed).stream("examples");
    let values = (0..count * features).map(|_| stream.normal()).collect();
    tensor(values, [count, features])
}

/// Codes whose signs are those of the others: a component may point either way.
fn signed(codes: &Tensor<2>, like: &Tensor<2>) -> Tensor<2> {
    let signs = (codes.clone() * like.clone()).sum_dim(0).sign();
    codes.clone() * signs
}

#[test]
fn the_linear_kernel_is_pca() {
    for seed in 0..3 {
        let (inputs, new) = (random(seed, [9, 5]), random(seed + 10, [4, 5]));
        let linear = fit(inputs.clone(), Kernel::Linear, 3);
        let pca = Pca::fit(inputs, Form::Covariance, |matrix| leading(matrix, 3)).unwrap();
        assert_near(&linear.variances, &pca.variances, 1e-12);
        assert_near(&linear.total_variance, &pca.total_variance, 1e-12);
        let expected = pca.project(new.clone());
        assert_near(&signed(&linear.project(new), &expected), &expected, 1e-9);
    }
}

#[test]
fn a_quadratic_kernel_is_pca_of_the_products_that_it_stands_for() {
    // (x · y + 1)² = φ(x) · φ(y) with φ(x) = (x₁², x₂², √2 x₁ x₂, √2 x₁, √2 x₂, 1).
    let phi = |inputs: &Tensor<2>| {
        let [first, second] = [0, 1].map(|column| inputs.clone().narrow(1, column, 1));
        let root = 2.0_f64.sqrt();
        let columns = vec![
            first.clone().square(),
            second.clone().square(),
            first.clone() * second.clone() * root,
            first.clone() * root,
            second * root,
            first.ones_like(),
        ];
        Tensor::cat(columns, 1)
    };
    let (inputs, new) = (random(1, [12, 2]), random(2, [5, 2]));
    let kernel = fit(inputs.clone(), Kernel::Polynomial(1.0, 2), 4);
    let pca = Pca::fit(phi(&inputs), Form::Covariance, |matrix| leading(matrix, 4)).unwrap();
    assert_near(&kernel.variances, &pca.variances, 1e-10);
    let expected = pca.project(phi(&new));
    assert_near(&signed(&kernel.project(new), &expected), &expected, 1e-8);
}

#[test]
fn training_codes_have_mean_zero_and_the_eigenvalues_as_variances() {
    for kernel in [Kernel::Polynomial(0.3, 3), Kernel::Rbf(0.4)] {
        let inputs = random(3, [10, 3]);
        let pca = fit(inputs.clone(), kernel, 4);
        let codes = pca.project(inputs);
        assert_near(
            &codes.clone().mean_dim(0),
            &tensor(vec![0.0; 4], [1, 4]),
            1e-10,
        );
        let products = codes.clone().transpose().matmul(codes) / 9.0;
        let diagonal = numbers(&pca.variances);
        let element = |place: usize| {
            if place.is_multiple_of(5) {
                diagonal[place / 5]
            } else {
                0.0
            }
        };
        assert_near(
            &products,
            &tensor((0..16).map(element).collect(), [4, 4]),
            1e-10,
        );
        let shares = (pca.variances.clone() / pca.total_variance.clone())
            .sum()
            .into_scalar::<f64>();
        assert!(shares > 0.0 && shares < 1.0, "{shares}");
    }
}

fn load(dataset: &Dataset, examples: usize) -> Data<2> {
    data::load_flat(&Source {
        dataset,
        examples,
        noise: 0.1,
        data_dir: None,
        label: None,
        streams: Streams::new(1),
        device: &Device::flex(),
    })
    .unwrap()
}

#[test]
fn rings_are_told_apart_in_the_space_of_a_kernel_and_in_no_plane() {
    let rings = load(&Dataset::Rings, 1000);
    for name in [KernelName::Rbf, KernelName::Polynomial] {
        let kernel = KernelReduction::kernel(name, (None, 2), &rings).unwrap();
        let reduction = KernelReduction::new(rings.clone(), kernel, 5).unwrap();
        let test = &reduction.data.test;
        let five = reduction
            .means(5)
            .accuracy(test, |it| reduction.codes(5, it));
        // The rings have one centre in common, and so one mean.
        let points = ClassMeans::of(3, &reduction.data.train, |it| it);
        let plain = points.accuracy(test, |it| it);
        assert!(five > 0.9 && plain < 0.5, "{name:?}: {five}, {plain}");
        // The first two are the plane of the points once more.
        let telling = reduction.telling();
        assert!(telling[0] > 1, "{telling:?}");
        let explained = reduction.explained();
        assert!(explained.windows(2).all(|pair| pair[0] < pair[1]));
    }
}

#[test]
fn a_class_without_training_examples_is_nearest_to_nobody() {
    let moons = load(&Dataset::Moons, 100);
    let means = ClassMeans::of(3, &moons.train, |it| it);
    let codes = Tensor::<2>::from_data([[0.0, 0.5], [1.0, 0.0]], &Device::flex());
    let nearest: Vec<i64> = means.logits(codes).argmax(1).into_data().iter().collect();
    assert_eq!(nearest, [0, 1]);
}

#[test]
fn kernels_that_cannot_be_are_refused_with_advice() {
    let moons = load(&Dataset::Moons, 100);
    for (kernel, components, words) in [
        (Kernel::Polynomial(1e30, 9), 2, "is not finite"),
        (Kernel::Rbf(1.0), 80, "--components 80 is too many"),
        // (x · y)¹ + 1 has two directions and no more.
        (Kernel::Polynomial(1.0, 1), 3, "in 2 directions"),
    ] {
        let error = KernelReduction::new(moons.clone(), kernel, components)
            .err()
            .unwrap();
        assert_eq!(error.exit_code(), 2);
        assert!(error.to_string().contains(words), "{error}");
    }
    let many = load(&Dataset::Moons, 10_000);
    let error = KernelReduction::new(many, Kernel::Rbf(1.0), 2)
        .err()
        .unwrap();
    assert!(
        error
            .to_string()
            .contains("8000 training examples are too many"),
        "{error}"
    );
}
