//! Principal components beside numbers from 50-digit arithmetic (`grader/reference/pca.py` of the course's
//! project), and what must hold of them whatever the data.

use assignment3::eigen::leading;
use assignment3::pca::{Form, Pca};
use assignment3::staff::Reduction;
use burn::tensor::{DType, Device, Tensor, TensorData};
use common::by_hand::Streams;
use common::data::{self, Dataset, Source};

const FORMS: [Form; 2] = [Form::Covariance, Form::Gram];

fn tensor<const D: usize>(values: Vec<f64>, shape: [usize; D]) -> Tensor<D> {
    Tensor::from_data(
        TensorData::new(values, shape),
        (&Device::flex(), DType::F64),
    )
}

fn numbers<const D: usize>(tensor: &Tensor<D>) -> Vec<f64> {
    tensor.to_data().iter().collect()
}

/// The examples of the reference.
fn examples(examples: usize, features: usize) -> Tensor<2> {
    let element = |place: usize| {
        let (i, j) = (place / features, place % features);
        ((37 * i + 101 * j + 11 * i * j + 5 * i * i) % 97) as f64 / 97.0
    };
    let values = (0..examples * features).map(element).collect();
    tensor(values, [examples, features])
}

fn fit(inputs: Tensor<2>, form: Form, components: usize) -> Pca {
    Pca::fit(inputs, form, |matrix| leading(matrix, components)).unwrap()
}

#[track_caller]
fn assert_near<const D: usize>(actual: &Tensor<D>, expected: &Tensor<D>, most: f64) {
    assert_eq!(actual.dims(), expected.dims());
    let difference = (actual.clone() - expected.clone()).abs().max();
    let difference = numbers(&difference)[0];
    assert!(difference <= most, "off by {difference:e}");
}

/// The sine of the largest principal angle between two spaces with orthonormal rows, or a little more.
fn angle(first: &Tensor<2>, second: &Tensor<2>) -> f64 {
    let inside = first
        .clone()
        .matmul(second.clone().transpose())
        .matmul(second.clone());
    numbers(&(first.clone() - inside).square().sum().sqrt())[0]
}

/// Twelve examples of seven features.
const TALL: [f64; 3] = [0.223065533610960, 0.149345867936903, 0.129818395463605];
const TALL_TOTAL: f64 = 0.673359162890463;
const TALL_COMPONENTS: [[f64; 7]; 3] = [
    [
        0.258425969442207,
        0.520039930480619,
        0.221066679565723,
        0.391948724641110,
        0.184193659078970,
        0.403541645434318,
        0.513329373615835,
    ],
    [
        -0.549448144558658,
        0.549527284721094,
        -0.205615917471852,
        -0.475061619652349,
        -0.123466693503614,
        -0.123461046521880,
        0.312535433816090,
    ],
    [
        0.065890319750254,
        0.028800305551445,
        -0.404792610285891,
        -0.343232801271690,
        0.550282403580203,
        0.577437335943233,
        -0.277342016869518,
    ],
];

/// Five examples of nine features.
const WIDE: [f64; 4] = [
    0.339523912867113,
    0.186064848326883,
    0.124259024274444,
    0.078433647202406,
];
const WIDE_TOTAL: f64 = 0.728281432670847;
const WIDE_COMPONENTS: [[f64; 9]; 4] = [
    [
        0.418178916224243,
        0.563071614573649,
        0.264527662879276,
        0.504984005579642,
        -0.002345148226735,
        0.238111194473630,
        0.279529517554315,
        0.180023585479623,
        0.125878264209349,
    ],
    [
        0.522887249049194,
        -0.518313691681474,
        0.187152192740248,
        0.119648984492431,
        -0.136703147254720,
        -0.204206355502536,
        -0.059845529467407,
        0.433756320671370,
        -0.395580585776354,
    ],
    [
        -0.223939601647412,
        0.122937452848151,
        -0.235867778216144,
        0.036800752357194,
        0.282690328903741,
        0.555358859477080,
        -0.360895335261914,
        0.469222158986123,
        -0.372823511830646,
    ],
    [
        0.351663018341903,
        0.025224681390154,
        -0.518493772290917,
        -0.342376994214848,
        0.042525565175056,
        0.218642343251125,
        0.575169148248303,
        -0.148959332353877,
        -0.294987642384517,
    ],
];

/// Both forms give these variances, their total, and these components.
fn assert_reference<const K: usize, const D: usize>(
    inputs: &Tensor<2>,
    (variances, total): ([f64; K], f64),
    components: [[f64; D]; K],
) {
    let components = tensor(components.concat(), [K, D]);
    for form in FORMS {
        let pca = fit(inputs.clone(), form, K);
        assert_near(&pca.variances, &tensor(variances.to_vec(), [K]), 1e-6);
        assert_near(&pca.total_variance, &tensor(vec![total], [1]), 1e-6);
        // Each by itself, sign included, and all of them as a space.
        assert_near(&pca.components, &components, 1e-6);
        assert!(angle(&pca.components, &components) <= 1e-6);
    }
}

#[test]
fn components_are_those_of_the_reference() {
    assert_reference(&examples(12, 7), (TALL, TALL_TOTAL), TALL_COMPONENTS);
    assert_reference(&examples(5, 9), (WIDE, WIDE_TOTAL), WIDE_COMPONENTS);
}

/// 11 examples of 6 features, and 6 of 11, that follow from a seed.
fn random(seed: u64) -> [Tensor<2>; 2] {
    let mut stream = Streams::new(seed).stream("examples");
    [[11, 6], [6, 11]].map(|[count, features]| {
        let values = (0..count * features).map(|_| stream.normal()).collect();
        tensor(values, [count, features])
    })
}

#[test]
fn both_forms_find_the_same_components() {
    for inputs in (0..5).flat_map(random) {
        let [covariance, gram] = FORMS.map(|form| fit(inputs.clone(), form, 4));
        assert_near(&covariance.variances, &gram.variances, 1e-12);
        assert_near(&covariance.components, &gram.components, 1e-9);
        assert_near(&covariance.explained(), &gram.explained(), 1e-12);
    }
}

#[test]
fn all_components_reconstruct_exactly() {
    for (inputs, rank) in random(1).into_iter().zip([6, 5]) {
        for form in FORMS {
            let pca = fit(inputs.clone(), form, rank);
            let again = pca.reconstruct(pca.project(inputs.clone()));
            assert_near(&again, &inputs, 1e-10);
            let shares: f64 = numbers(&pca.explained()).iter().sum();
            assert!((shares - 1.0).abs() < 1e-12, "{shares}");
        }
    }
}

#[test]
fn the_error_that_remains_is_the_variance_of_the_other_components() {
    for inputs in random(2) {
        let [count, _] = inputs.dims();
        let whole = fit(inputs.clone(), Form::Covariance, 5);
        for components in 1..=5 {
            let pca = whole.first(components);
            let again = pca.reconstruct(pca.project(inputs.clone()));
            let error = numbers(&(again - inputs.clone()).square().sum())[0] / count as f64;
            let kept: f64 = numbers(&pca.variances).iter().sum();
            let rest = numbers(&pca.total_variance)[0] - kept;
            let expected = (count as f64 - 1.0) / count as f64 * rest;
            assert!((error - expected).abs() < 1e-12, "{error} {expected}");
        }
    }
}

#[test]
fn codes_are_uncorrelated_and_their_variances_are_the_eigenvalues() {
    for inputs in random(3) {
        let pca = fit(inputs.clone(), Form::Gram, 3);
        let codes = pca.project(inputs.clone());
        let products = codes.clone().transpose().matmul(codes) / (inputs.dims()[0] as f64 - 1.0);
        let diagonal = numbers(&pca.variances);
        let element = |place: usize| {
            if place.is_multiple_of(4) {
                diagonal[place / 4]
            } else {
                0.0
            }
        };
        let expected = tensor((0..9).map(element).collect(), [3, 3]);
        assert_near(&products, &expected, 1e-12);
    }
}

#[test]
fn shifting_the_data_changes_no_projection() {
    for inputs in random(4) {
        let [_, features] = inputs.dims();
        let shift = (0..features)
            .map(|feature| 3.0 * feature as f64 - 5.0)
            .collect();
        let shift: Tensor<2> = tensor(shift, [1, features]);
        for form in FORMS {
            let here = fit(inputs.clone(), form, 3);
            let there = fit(inputs.clone() + shift.clone(), form, 3);
            assert_near(&here.components, &there.components, 1e-10);
            let codes = there.project(inputs.clone() + shift.clone());
            assert_near(&here.project(inputs.clone()), &codes, 1e-10);
        }
    }
}

fn reduction(
    dataset: &Dataset,
    form: Option<Form>,
    components: usize,
) -> common::error::Result<Reduction> {
    let data = data::load_flat(&Source {
        dataset,
        examples: 100,
        noise: 0.1,
        data_dir: None,
        streams: Streams::new(1),
        device: &Device::flex(),
    });
    Reduction::new(data?, form, components)
}

#[test]
fn a_data_set_takes_the_smaller_matrix_and_loses_less_with_more_components() {
    let faces = reduction(&Dataset::Faces, None, 40).unwrap();
    let digits = reduction(&Dataset::Digits, None, 40).unwrap();
    assert_eq!((faces.form, digits.form), (Form::Gram, Form::Covariance));
    for reduction in [faces, digits] {
        for set in [&reduction.data.train, &reduction.data.test] {
            let errors = [1, 5, 20, 40].map(|count| reduction.error(count, set));
            assert!(
                errors.windows(2).all(|pair| pair[0] > pair[1]),
                "{errors:?}"
            );
        }
        let explained = reduction.explained();
        assert!(explained.windows(2).all(|pair| pair[0] < pair[1]) && explained[39] < 1.0);
    }
}

#[test]
fn in_single_precision_the_forms_agree_as_far_as_it_goes() {
    let [covariance, gram] = FORMS.map(|form| reduction(&Dataset::Digits, Some(form), 10).unwrap());
    assert_near(&covariance.pca.components, &gram.pca.components, 1e-4);
    let set = &covariance.data.test;
    assert!((covariance.error(10, set) - gram.error(10, set)).abs() < 1e-7);
}

#[test]
fn more_components_than_there_are_directions_are_refused() {
    for (dataset, components, words) in [
        (
            Dataset::Moons,
            3,
            "80 training examples of 2 features differ in at most 2 directions",
        ),
        (Dataset::Faces, 320, "Use --components 319, or fewer."),
        // Three pixels never hold ink.
        (
            Dataset::Digits,
            64,
            "the training examples of digits differ in at most 6",
        ),
    ] {
        let error = reduction(&dataset, None, components).err().unwrap();
        assert_eq!(error.exit_code(), 2);
        assert!(error.to_string().contains(words), "{error}");
    }
}
