//! The leading eigenvalues and eigenvectors of a symmetric matrix. Given: no exercise is here.
//!
//! Multiply any vector by A again and again, and it turns towards the eigenvector of the largest
//! eigenvalue: that is the power method. Subspace iteration does the same with b rows at once, Q,
//! which have to be kept orthogonal, or all of them would turn towards the same vector:
//!
//! Y = p(A) Q   (1)
//! Q ← an orthonormal basis of the rows of Y   (2)
//!
//! Inside the space of Q the best approximations (Rayleigh and Ritz) are found from a small matrix,
//! whose eigenvectors are the rows of S:
//!
//! H = Q A Qᵀ = Sᵀ Θ S,  V = S Q   (3)
//!
//! How good a pair (θ, v) is, its residual says: some eigenvalue of A is no further away than
//!
//! r = ‖A v - θ v‖   (4)
//!
//! The iteration ends when the residual of every wanted pair is at most 10⁻¹² θ₁: never after a fixed
//! number of rounds, because where eigenvalues are close to each other many are needed. An
//! eigenvector is then right up to an angle of about r / (distance to the next eigenvalue).
//!
//! With p(A) = A a direction of eigenvalue λ shrinks by λ/θ a round, slowly where the two are close.
//! A Chebyshev polynomial of degree m is at most 1 on the unwanted eigenvalues, from 0 to the last θ
//! of the block, and beyond them grows faster than any other polynomial of that degree:
//!
//! p(A) = T_m(2 A / θ_b - 1),  T_{j+1}(x) = 2 x T_j(x) - T_{j-1}(x)   (5)
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | A | `matrix` | `[n, n]`, symmetric, no eigenvalue below 0 |
//! | Q, V | `block`, `vectors` | `[b, n]`, one vector a row |
//! | Y, A V | `images` | `[b, n]` |
//! | Θ, S | `values`, `turn` | `[b]`, `[b, b]` |
//!
//! Everything is in double precision on the CPU, whatever the matrix is in and wherever it is: its
//! eigenvalues span many powers of ten, and GPUs mostly have single precision alone.
//!
//! Sources: Rutishauser, *Simultaneous iteration method for symmetric matrices*, Numerische Mathematik
//! 16 (1970), for (1) to (5); Golub and Van Loan, *Matrix Computations*, 4th edition (2013), section
//! 8.5, for Jacobi's method.
//! Read next: `pca.rs`.

use burn::tensor::{DType, Device, Tensor, TensorData};
use common::by_hand::{Stream, Streams};
use common::error::{Error, Result};

/// Residuals that are small enough, in units of the largest eigenvalue.
const TOLERANCE: f64 = 1e-12;

/// Rounds after which the iteration is given up.
const ROUNDS: usize = 1000;

/// The largest eigenvalues, in falling order, `[count]`, and their eigenvectors of length 1, one a row,
/// `[count, n]`; on the device and in the precision of the matrix.
///
/// `matrix` is symmetric, `[n, n]`, without eigenvalues below 0; of what rounding errors have made of
/// its symmetry the mean is taken.
///
/// # Errors
/// [`Error::Failed`] if the iteration does not converge, or a number of the matrix is not finite.
///
/// # Panics
/// If the matrix is not square, or `count` is not from 1 to n.
pub fn leading(matrix: Tensor<2>, count: usize) -> Result<(Tensor<1>, Tensor<2>)> {
    let ([n, columns], device, dtype) = (matrix.dims(), matrix.device(), matrix.dtype());
    assert_eq!(n, columns, "the matrix must be square");
    assert!((1..=n).contains(&count), "{count} of {n} eigenvectors");
    let matrix = on_host(matrix.into_data());
    let matrix = (matrix.clone() + matrix.transpose()) / 2.0;
    // A few more than are wanted: the last of a block are the last to converge. Where that is a large
    // part, all of them take less time.
    let some = count + count / 4 + 10;
    let size = if 3 * some < n { some } else { n };
    let mut stream = Streams::new(0).stream("eigenvectors");
    let mut block = stream.normal_tensor::<2>([size, n], 1.0, &Device::flex());
    if size == n {
        // Equation (3) of the whole space is the answer.
        block = Tensor::eye(n, &Device::flex());
    }
    let mut block = orthonormal(on_host(block.into_data()), &mut stream);
    for _ in 0..ROUNDS {
        let images = block.clone().matmul(matrix.clone());
        let small = images.clone().matmul(block.clone().transpose()); // [b, b]
        let (values, turn) = jacobi(&numbers(small))?;
        let vectors = turn.clone().matmul(block); // (3)
        let images = turn.matmul(images);
        if size == n
            || largest_residual(&values[..count], &vectors, &images) <= TOLERANCE * values[0]
        {
            let values = TensorData::new(values[..count].to_vec(), [count]);
            let vectors = vectors.narrow(0, 0, count).into_data();
            return Ok((
                Tensor::from_data(values, (&device, dtype)),
                Tensor::from_data(vectors, (&device, dtype)),
            ));
        }
        let images = filtered(&matrix, vectors, images, &values); // (1)
        block = orthonormal(images, &mut stream); // (2)
    }
    Err(Error::Failed(format!(
        "{count} eigenvectors of a matrix of {n} x {n} were not found in {ROUNDS} rounds. \
         Ask for fewer: --components {}",
        count.div_ceil(2)
    )))
}

/// A tensor in double precision on the CPU.
fn on_host(data: TensorData) -> Tensor<2> {
    Tensor::from_data(data, (&Device::flex(), DType::F64))
}

fn numbers(tensor: Tensor<2>) -> Vec<f64> {
    tensor.into_data().iter().collect()
}

/// The largest residual, equation (4), of these values with the first vectors and their images.
fn largest_residual(values: &[f64], vectors: &Tensor<2>, images: &Tensor<2>) -> f64 {
    let n = vectors.dims()[1];
    let first = |tensor: &Tensor<2>| numbers(tensor.clone().narrow(0, 0, values.len()));
    let (vectors, images) = (first(vectors), first(images));
    let pairs = vectors.chunks(n).zip(images.chunks(n)).zip(values);
    let residuals = pairs.map(|((vector, image), value)| {
        let differences = vector.iter().zip(image).map(|(v, image)| image - value * v);
        differences
            .map(|difference| difference * difference)
            .sum::<f64>()
            .sqrt()
    });
    residuals.fold(0.0, f64::max)
}

/// Equation (5), from the vectors and their images under A.
///
/// The degree is as high as the range of the eigenvalues permits: where the first direction grows by
/// more than 10⁸ relative to the last one, rounding errors would replace the last by the first.
fn filtered(
    matrix: &Tensor<2>,
    vectors: Tensor<2>,
    images: Tensor<2>,
    values: &[f64],
) -> Tensor<2> {
    let edge = values[values.len() - 1];
    let growth = (2.0 * values[0] / edge - 1.0).acosh();
    let degree = (1e8_f64.acosh() / growth) as usize;
    if degree < 2 || edge <= 0.0 {
        return images;
    }
    let shifted = |vectors: &Tensor<2>, images: Tensor<2>| images * (2.0 / edge) - vectors.clone();
    let mut before = vectors;
    let mut last = shifted(&before, images);
    for _ in 1..degree.min(20) {
        let images = last.clone().matmul(matrix.clone());
        let next = shifted(&last, images) * 2.0 - before;
        (before, last) = (last, next);
    }
    last
}

/// An orthonormal basis of the rows (Gram and Schmidt): each row without its parts along those before
/// it, again until little is taken away, because of a row that is nearly in their plane the first time
/// leaves rounding errors. A random one comes in the place of a row of which nothing else is left.
fn orthonormal(rows: Tensor<2>, stream: &mut Stream) -> Tensor<2> {
    let [count, n] = rows.dims();
    let mut rows = numbers(rows);
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let normalize = |row: &mut [f64]| {
        let length = dot(row, row).sqrt();
        row.iter_mut().for_each(|value| *value /= length);
    };
    for row in 0..count {
        let (before, rest) = rows.split_at_mut(row * n);
        let own = &mut rest[..n];
        for time in 0.. {
            if time >= 3 || dot(own, own) == 0.0 {
                own.fill_with(|| stream.normal());
            }
            normalize(own);
            for other in before.chunks(n) {
                let along = dot(own, other);
                let pairs = own.iter_mut().zip(other);
                pairs.for_each(|(value, other)| *value -= along * other);
            }
            let left = dot(own, own);
            // What is not a number is told by who reads the small matrix.
            if left > 0.5 || left.is_nan() {
                break;
            }
        }
        normalize(own);
    }
    on_host(TensorData::new(rows, [count, n]))
}

/// All eigenvalues, in falling order, and eigenvectors, one a row, of a small symmetric matrix, row after
/// row, by Jacobi's method: rotations of two axes, each of which makes an element zero.
fn jacobi(matrix: &[f64]) -> Result<(Vec<f64>, Tensor<2>)> {
    let n = matrix.len().isqrt();
    let (mut a, mut vectors) = (matrix.to_vec(), vec![0.0; n * n]);
    (0..n).for_each(|axis| vectors[axis * n + axis] = 1.0);
    let largest = a
        .iter()
        .fold(0.0_f64, |largest, value| largest.max(value.abs()));
    if !a.iter().all(|value| value.is_finite()) {
        let text = "the matrix has numbers that are not finite: check the data for extreme values";
        return Err(Error::Failed(text.into()));
    }
    let mut rotated = true;
    while std::mem::take(&mut rotated) {
        for p in 0..n {
            for q in p + 1..n {
                let off = a[p * n + q];
                if off.abs() <= 1e-16 * largest {
                    continue;
                }
                rotated = true;
                // The smaller of the two angles.
                let ratio = (a[q * n + q] - a[p * n + p]) / (2.0 * off);
                let tangent = ratio.signum() / (ratio.abs() + ratio.hypot(1.0));
                let cosine = tangent.hypot(1.0).recip();
                let turn =
                    |x: f64, y: f64| (cosine * (x - tangent * y), cosine * (y + tangent * x));
                let [end_p, end_q] = [a[p * n + p] - tangent * off, a[q * n + q] + tangent * off];
                for rows in [&mut a, &mut vectors] {
                    for k in 0..n {
                        (rows[p * n + k], rows[q * n + k]) = turn(rows[p * n + k], rows[q * n + k]);
                    }
                }
                // In these four places the columns turn too; elsewhere they are equal to the rows.
                (a[p * n + p], a[p * n + q]) = (end_p, 0.0);
                (a[q * n + p], a[q * n + q]) = (0.0, end_q);
                for k in 0..n {
                    (a[k * n + p], a[k * n + q]) = (a[p * n + k], a[q * n + k]);
                }
            }
        }
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&i, &j| a[j * n + j].total_cmp(&a[i * n + i]));
    let values = order.iter().map(|&axis| a[axis * n + axis]).collect();
    let rows = order
        .iter()
        .flat_map(|&axis| &vectors[axis * n..(axis + 1) * n]);
    let rows: Vec<f64> = rows.copied().collect();
    Ok((values, on_host(TensorData::new(rows, [n, n]))))
}
