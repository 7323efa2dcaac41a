//! Correct bodies for `assignment3/src/kernel_pca.rs`, written otherwise than the solution.

/// a3.kernel_pca.polynomial: a loop
fn kernel_pca_polynomial_1() {
    let mut power = Tensor::ones([first.dims()[0], second.dims()[0]], &first.device());
    let base = first
        .matmul(second.transpose())
        .mul_scalar(gamma)
        .add_scalar(1.0);
    for _ in 0..degree {
        power = power * base.clone();
    }
    power
}

/// a3.kernel_pca.polynomial: number by number on the host, in f32
fn kernel_pca_polynomial_2() {
    let ([n, features], m, device) = (first.dims(), second.dims()[0], first.device());
    let x: Vec<f32> = first.to_data().iter::<f32>().collect();
    let y: Vec<f32> = second.to_data().iter::<f32>().collect();
    let mut kernel = Vec::new();
    for x in x.chunks(features) {
        for y in y.chunks(features) {
            let product: f32 = x.iter().zip(y).map(|(a, b)| a * b).sum();
            kernel.push((gamma as f32 * product + 1.0).powi(degree as i32));
        }
    }
    Tensor::<1>::from_data(&*kernel, &device).reshape([n, m])
}

/// a3.kernel_pca.polynomial: row by row, γ with the second matrix
fn kernel_pca_polynomial_3() {
    let columns = (second * gamma).transpose();
    let mut rows = Vec::new();
    for row in first.iter_dim(0) {
        let base = row.matmul(columns.clone()) + 1.0;
        let mut power = base.clone();
        for _ in 1..degree {
            power = power.mul(base.clone());
        }
        rows.push(power);
    }
    Tensor::cat(rows, 0)
}

/// a3.kernel_pca.rbf: all differences at once
fn kernel_pca_rbf_1() {
    let apart = first.unsqueeze_dim::<3>(1) - second.unsqueeze_dim::<3>(0);
    let distances = apart.square().sum_dim(2).squeeze_dim::<2>(2);
    (-distances * gamma).exp()
}

/// a3.kernel_pca.rbf: number by number on the host, in f32
fn kernel_pca_rbf_2() {
    let ([n, features], m, device) = (first.dims(), second.dims()[0], first.device());
    let x: Vec<f32> = first.to_data().iter::<f32>().collect();
    let y: Vec<f32> = second.to_data().iter::<f32>().collect();
    let mut kernel = Vec::new();
    for x in x.chunks(features) {
        for y in y.chunks(features) {
            let distance: f32 = x.iter().zip(y).map(|(a, b)| (a - b).powi(2)).sum();
            kernel.push((-gamma as f32 * distance).exp());
        }
    }
    Tensor::<1>::from_data(&*kernel, &device).reshape([n, m])
}

/// a3.kernel_pca.rbf: column by column
fn kernel_pca_rbf_3() {
    let columns = second.iter_dim(0).map(|row| {
        let distances = (first.clone() - row).square().sum_dim(1);
        (distances * (-gamma)).exp()
    });
    Tensor::cat(columns.collect(), 1)
}

/// a3.kernel_pca.centre: the sums divided
fn kernel_pca_centre_1() {
    let training = kernel.dims()[1] as f64;
    let own = kernel.clone().sum_dim(1) / training;
    let all = means.clone().sum_dim(1) / training;
    kernel.sub(own).sub(means).add(all)
}

/// a3.kernel_pca.centre: products with a matrix of 1/n
fn kernel_pca_centre_2() {
    let training = kernel.dims()[1];
    let share = Tensor::<2>::ones([training, training], &kernel.device()) / training as f64;
    let rows = kernel.clone() - means;
    rows.clone() - rows.matmul(share)
}

/// a3.kernel_pca.centre: number by number on the host, in f32
fn kernel_pca_centre_3() {
    let ([examples, training], device) = (kernel.dims(), kernel.device());
    let m: Vec<f32> = means.to_data().iter::<f32>().collect();
    let all = m.iter().sum::<f32>() / training as f32;
    let mut numbers: Vec<f32> = kernel.to_data().iter::<f32>().collect();
    for row in numbers.chunks_mut(training) {
        let own = row.iter().sum::<f32>() / training as f32;
        for (number, m) in row.iter_mut().zip(&m) {
            *number += all - own - m;
        }
    }
    Tensor::<1>::from_data(&*numbers, &device).reshape([examples, training])
}

/// a3.kernel_pca.coefficients: a product with one over the length
fn kernel_pca_coefficients_1() {
    let freedom = vectors.dims()[1] as f64 - 1.0;
    let factors = variances.mul_scalar(freedom).sqrt().recip();
    factors.unsqueeze_dim::<2>(1) * vectors
}

/// a3.kernel_pca.coefficients: two roots, one after the other
fn kernel_pca_coefficients_2() {
    let [_, training] = vectors.dims();
    assert_shape!(vectors, [variances.dims()[0], _]);
    let by_variance = vectors / variances.sqrt().unsqueeze_dim(1);
    by_variance / ((training - 1) as f64).sqrt()
}

/// a3.kernel_pca.coefficients: row by row, the lengths in f32
fn kernel_pca_coefficients_3() {
    let training = vectors.dims()[1];
    let mut rows = vec![];
    for (row, variance) in variances.to_data().iter::<f32>().enumerate() {
        let length = (variance * (training as f32 - 1.0)).sqrt();
        rows.push(vectors.clone().narrow(0, row, 1) / length);
    }
    Tensor::cat(rows, 0)
}

/// a3.kernel_pca.project: example by example
fn kernel_pca_project_1() {
    let axes = self.coefficients.clone().transpose();
    let code = |row: Tensor<2>| {
        let kernel = self.kernel.matrix(row, self.inputs.clone());
        centre(kernel, self.means.clone()).matmul(axes.clone())
    };
    Tensor::cat(inputs.iter_dim(0).map(code).collect(), 0)
}

/// a3.kernel_pca.project: columns in place of rows
fn kernel_pca_project_2() {
    let kernel = self.kernel.matrix(self.inputs.clone(), inputs).transpose();
    let centred = centre(kernel, self.means.clone());
    self.coefficients
        .clone()
        .matmul(centred.transpose())
        .transpose()
}

/// a3.kernel_pca.project: equation (3) written out
fn kernel_pca_project_3() {
    let kernel = self.kernel.matrix(inputs, self.inputs.clone());
    let own = kernel.clone().mean_dim(1);
    let all = self.means.clone().mean_dim(1);
    let centred = kernel - own - self.means.clone() + all;
    let mut columns = Vec::new();
    for component in self.coefficients.clone().iter_dim(0) {
        columns.push((centred.clone() * component).sum_dim(1));
    }
    Tensor::cat(columns, 1)
}
