//! Eigenvectors of matrices whose eigenvectors are known.

use assignment3::eigen::leading;
use burn::tensor::{DType, Device, Tensor, TensorData};

fn tensor(values: Vec<f64>, shape: [usize; 2]) -> Tensor<2> {
    Tensor::from_data(
        TensorData::new(values, shape),
        (&Device::flex(), DType::F64),
    )
}

fn numbers<const D: usize>(tensor: &Tensor<D>) -> Vec<f64> {
    tensor.to_data().iter().collect()
}

/// The reflection I - 2 v vᵀ: its rows are orthonormal, and dense.
fn reflection(n: usize) -> Vec<f64> {
    let v: Vec<f64> = (0..n).map(|i| 1.0 + (i * i % 7) as f64).collect();
    let square: f64 = v.iter().map(|v| v * v).sum();
    let element = |place: usize| {
        let (i, j) = (place / n, place % n);
        f64::from(u8::from(i == j)) - 2.0 * v[i] * v[j] / square
    };
    (0..n * n).map(element).collect()
}

/// The matrix with these eigenvalues, whose eigenvectors are the rows of a reflection.
fn with_eigenvalues(values: &[f64]) -> (Tensor<2>, Vec<f64>) {
    let n = values.len();
    let rows = reflection(n);
    let element = |place: usize| {
        let (i, j) = (place / n, place % n);
        let terms = (0..n).map(|k| values[k] * rows[k * n + i] * rows[k * n + j]);
        terms.sum::<f64>()
    };
    (tensor((0..n * n).map(element).collect(), [n, n]), rows)
}

/// The largest sine of an angle between each vector and the known one, and the largest error of an
/// eigenvalue.
fn errors(values: &[f64], count: usize) -> (f64, f64) {
    let (matrix, rows) = with_eigenvalues(values);
    let (found, vectors) = leading(matrix, count).unwrap();
    let (found, vectors, n) = (numbers(&found), numbers(&vectors), values.len());
    let mut worst = (0.0_f64, 0.0_f64);
    for (number, vector) in vectors.chunks(n).enumerate() {
        let known = &rows[number * n..(number + 1) * n];
        let along: f64 = vector.iter().zip(known).map(|(a, b)| a * b).sum();
        let apart = vector.iter().zip(known).map(|(a, b)| a - along * b);
        worst.0 = worst.0.max(apart.map(|a| a * a).sum::<f64>().sqrt());
        worst.1 = worst.1.max((found[number] - values[number]).abs());
    }
    worst
}

/// Vectors are orthonormal, and each residual is below the tolerance.
fn assert_eigen(matrix: &Tensor<2>, count: usize) -> Vec<f64> {
    let (values, vectors) = leading(matrix.clone(), count).unwrap();
    let identity = numbers(&vectors.clone().matmul(vectors.clone().transpose()));
    for (place, value) in identity.iter().enumerate() {
        let expected = f64::from(u8::from(place / count == place % count));
        assert!((value - expected).abs() < 1e-12, "{identity:?}");
    }
    let images = vectors.clone().matmul(matrix.clone());
    let residuals = images - vectors * values.clone().unsqueeze_dim(1);
    let values = numbers(&values);
    let largest = numbers(&residuals)
        .iter()
        .fold(0.0_f64, |largest, value| largest.max(value.abs()));
    assert!(largest <= 1e-12 * values[0].max(1.0), "{largest:e}");
    assert!(
        values.windows(2).all(|pair| pair[0] >= pair[1]),
        "{values:?}"
    );
    values
}

#[test]
fn a_matrix_of_two_rows_is_solved_by_hand() {
    let (values, vectors) = leading(tensor(vec![2.0, 1.0, 1.0, 2.0], [2, 2]), 2).unwrap();
    assert_eq!(numbers(&values).len(), 2);
    assert!((numbers(&values)[0] - 3.0).abs() < 1e-15 && (numbers(&values)[1] - 1.0).abs() < 1e-15);
    let products: Vec<f64> = numbers(&vectors)
        .chunks(2)
        .map(|row| row[0] * row[1])
        .collect();
    assert!((products[0] - 0.5).abs() < 1e-15 && (products[1] + 0.5).abs() < 1e-15);
}

#[test]
fn a_spectrum_that_falls_slowly_is_found() {
    // A factor of 0.99 from each to the next: the power method alone would shrink an error by that much
    // a round.
    let values: Vec<f64> = (0..120).map(|place| 0.99_f64.powi(place)).collect();
    for count in [1, 5, 20, 60, 120] {
        let (angle, error) = errors(&values, count);
        assert!(
            angle < 1e-9 && error < 1e-13,
            "{count}: {angle:e}, {error:e}"
        );
    }
}

#[test]
fn a_spectrum_that_spans_many_powers_of_ten_is_found() {
    let values: Vec<f64> = (0..100).map(|place| 0.7_f64.powi(place)).collect();
    for count in [3, 12, 100] {
        let (_, error) = errors(&values, count);
        assert!(error < 1e-13, "{count}: {error:e}");
    }
    let (angle, _) = errors(&values, 20);
    assert!(angle < 1e-9, "{angle:e}");
}

#[test]
fn eigenvectors_of_close_eigenvalues_are_told_apart() {
    for gap in [1e-3, 1e-5, 1e-6] {
        // The third and the fourth, and those that the block ends between.
        let mut values: Vec<f64> = (0..80).map(|place| 2.0 - 0.02 * f64::from(place)).collect();
        (values[3], values[16]) = (values[2] - gap, values[15] - gap);
        for count in [3, 4, 5, 16] {
            let (angle, error) = errors(&values, count);
            let most = 1e-11 / gap;
            assert!(
                angle < most && error < 1e-13,
                "{gap:e}, {count}: {angle:e}, {error:e}"
            );
        }
    }
}

#[test]
fn equal_eigenvalues_have_orthonormal_vectors() {
    for values in [
        vec![1.0; 50],
        [vec![3.0; 30], vec![1.0; 40]].concat(),
        vec![0.0; 45],
    ] {
        let (matrix, _) = with_eigenvalues(&values);
        for count in [1, 6, values.len()] {
            let found = assert_eigen(&matrix, count);
            let right = found
                .iter()
                .zip(&values)
                .all(|(a, b)| (a - b).abs() < 1e-13);
            assert!(right, "{found:?}");
        }
    }
}

#[test]
fn a_matrix_of_low_rank_has_zeros() {
    let mut values = vec![0.0; 60];
    (values[0], values[1]) = (5.0, 1e-3);
    let found = assert_eigen(&with_eigenvalues(&values).0, 7);
    assert!(
        found
            .iter()
            .zip(&values)
            .all(|(a, b)| (a - b).abs() < 1e-13),
        "{found:?}"
    );
    // One whose products are exactly zero.
    let mut single = vec![0.0; 64 * 64];
    single[0] = 2.0;
    assert_eq!(assert_eigen(&tensor(single, [64, 64]), 3), [2.0, 0.0, 0.0]);
    assert_eq!(assert_eigen(&tensor(vec![4.0], [1, 1]), 1), [4.0]);
}

#[test]
fn the_answer_is_in_the_precision_of_the_matrix() {
    let matrix: Tensor<2> = Tensor::from_data([[2.0_f32, 0.0], [0.0, 1.0]], &Device::flex());
    let (values, vectors) = leading(matrix, 1).unwrap();
    assert_eq!((values.dtype(), vectors.dtype()), (DType::F32, DType::F32));
}

#[test]
fn what_is_not_finite_is_an_error() {
    for odd in [f64::NAN, f64::INFINITY] {
        for n in [2, 50] {
            let mut values = vec![1.0; n * n];
            values[1] = odd;
            let error = leading(tensor(values, [n, n]), 2).unwrap_err();
            assert!(error.to_string().contains("not finite"), "{error}");
        }
    }
}
