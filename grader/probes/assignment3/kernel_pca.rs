//! What is asked of `assignment3/src/kernel_pca.rs` with inputs that nobody has seen.

use assignment3::kernel_pca::{Kernel, KernelPca, centre, coefficients, polynomial, rbf};
use common::by_hand::Tensor;
use probe::Case;

/// a3.kernel_pca.polynomial
pub fn kernel_pca_polynomial(case: &mut Case) {
    let (first, second) = pair(case);
    // Wide enough for inner products below -1 / γ, whose odd powers are negative.
    let pair = (first * 2.0, second);
    let gamma = case.number_in("gamma", 0.8..1.5);
    let degree = 1 + (case.number() + 2) % 4;
    case.asked("degree", degree as f64);
    case.give("kernel", polynomial(pair, (gamma, degree)));
}

/// a3.kernel_pca.rbf
pub fn kernel_pca_rbf(case: &mut Case) {
    let pair = pair(case);
    let gamma = case.number_in("gamma", 0.1..0.6);
    case.give("kernel", rbf(pair, gamma));
}

/// a3.kernel_pca.rbf (f32)
pub fn kernel_pca_rbf_of_near_examples(case: &mut Case) {
    // Far from 0 the squares are large, and of their difference rounding is left: the squared distance of an example
    // to itself may come out below 0, and exp of that times a large γ without bound.
    let [count, features] = case.sizes([6..=12, 3..=6]);
    let examples = case.spread("examples", [count, features], 300.0);
    let kernel = rbf((examples.clone(), examples), 50.0);
    case.give_at_most(
        "largest kernel of an example with itself",
        kernel.max(),
        1.0,
    );
}

/// a3.kernel_pca.centre
pub fn kernel_pca_centre(case: &mut Case) {
    let [examples, training] = case.sizes([2..=6, 3..=8]);
    let means = case.spread("means", [1, training], 2.0);
    let kernel = case.spread("kernel", [examples, training], 3.0);
    case.give("centred", centre(kernel.clone(), means.clone()));
    let one = kernel.narrow(0, 0, 1);
    case.give("centred, of one example", centre(one, means));
}

/// a3.kernel_pca.coefficients
pub fn kernel_pca_coefficients(case: &mut Case) {
    let [count, training] = case.sizes([2..=4, 5..=9]);
    let variances = case.between("variances", [count], 0.3..4.0);
    let vectors = case.normal("vectors", [count, training]);
    case.give("coefficients", coefficients((variances, vectors)));
}

/// a3.kernel_pca.project
pub fn kernel_pca_project(case: &mut Case) {
    let [count, training, features, several] = case.sizes([2..=3, 4..=7, 2..=5, 3..=8]);
    for (name, kernel) in [
        ("linear", Kernel::Linear),
        ("polynomial", Kernel::Polynomial(0.4, 2)),
        ("rbf", Kernel::Rbf(0.3)),
    ] {
        let pca = KernelPca {
            kernel,
            inputs: case.normal("inputs", [training, features]),
            means: case.spread("means", [1, training], 0.5),
            coefficients: case.normal("coefficients", [count, training]),
            variances: case.between("variances", [count], 0.4..5.0),
            total_variance: case.between("total variance", [1], 8.0..12.0),
        };
        let codes = [several, 1].map(|number| pca.project(case.normal("new", [number, features])));
        let codes = Tensor::cat(codes.into(), 0);
        case.give(&format!("codes by the {name} kernel"), codes);
    }
}

// Two sets of examples with as many features.
fn pair(case: &mut Case) -> (Tensor<2>, Tensor<2>) {
    let [n, m, features] = case.sizes([2..=7, 2..=6, 2..=5]);
    let first = case.normal("first", [n, features]);
    (first, case.normal("second", [m, features]))
}
