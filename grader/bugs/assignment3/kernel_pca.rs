//! Typical mistakes in `assignment3/src/kernel_pca.rs`.

/// a3.kernel_pca.polynomial: forgets the 1
fn kernel_pca_polynomial_1() {
    let base = first.matmul(second.transpose()) * gamma;
    (1..degree).fold(base.clone(), |power, _| power * base.clone())
}

/// a3.kernel_pca.polynomial: one factor too many
fn kernel_pca_polynomial_2() {
    let base = first.matmul(second.transpose()) * gamma + 1.0;
    (0..degree).fold(base.clone(), |power, _| power * base.clone())
}

/// a3.kernel_pca.polynomial: adds 1 before it multiplies with γ
fn kernel_pca_polynomial_3() {
    let base = (first.matmul(second.transpose()) + 1.0) * gamma;
    (1..degree).fold(base.clone(), |power, _| power * base.clone())
}

/// a3.kernel_pca.polynomial: γ behind the power
fn kernel_pca_polynomial_4() {
    let base = first.matmul(second.transpose()) + 1.0;
    (1..degree).fold(base.clone(), |power, _| power * base.clone()) * gamma
}

/// a3.kernel_pca.polynomial: the power of the absolute value
fn kernel_pca_polynomial_5() {
    let base = (first.matmul(second.transpose()) * gamma + 1.0).abs();
    (1..degree).fold(base.clone(), |power, _| power * base.clone())
}

/// a3.kernel_pca.rbf: the distance is not squared
fn kernel_pca_rbf_1() {
    let of_first = first.clone().square().sum_dim(1);
    let of_second = second.clone().square().sum_dim(1).transpose();
    let distances = of_first + of_second - first.matmul(second.transpose()) * 2.0;
    (distances.clamp_min(0.0).sqrt() * -gamma).exp()
}

/// a3.kernel_pca.rbf: the mean over the features
fn kernel_pca_rbf_2() {
    let of_first = first.clone().square().mean_dim(1);
    let of_second = second.clone().square().mean_dim(1).transpose();
    let features = first.dims()[1] as f64;
    let distances = of_first + of_second - first.matmul(second.transpose()) * (2.0 / features);
    (distances.clamp_min(0.0) * -gamma).exp()
}

/// a3.kernel_pca.rbf: forgets the factor 2
fn kernel_pca_rbf_3() {
    let of_first = first.clone().square().sum_dim(1);
    let of_second = second.clone().square().sum_dim(1).transpose();
    let distances = of_first + of_second - first.matmul(second.transpose());
    (distances.clamp_min(0.0) * -gamma).exp()
}

/// a3.kernel_pca.rbf: the sign is wrong
fn kernel_pca_rbf_4() {
    let of_first = first.clone().square().sum_dim(1);
    let of_second = second.clone().square().sum_dim(1).transpose();
    let distances = of_first + of_second - first.matmul(second.transpose()) * 2.0;
    (distances.clamp_min(0.0) * gamma).exp()
}

/// a3.kernel_pca.rbf: γ as a width, 1 / (2 σ²)
fn kernel_pca_rbf_5() {
    let of_first = first.clone().square().sum_dim(1);
    let of_second = second.clone().square().sum_dim(1).transpose();
    let distances = of_first + of_second - first.matmul(second.transpose()) * 2.0;
    (distances.clamp_min(0.0) / (-2.0 * gamma * gamma)).exp()
}

/// a3.kernel_pca.rbf: what rounding leaves below 0 stays
fn kernel_pca_rbf_6() {
    let of_first = first.clone().square().sum_dim(1);
    let of_second = second.clone().square().sum_dim(1).transpose();
    let distances = of_first + of_second - first.matmul(second.transpose()) * 2.0;
    (distances * -gamma).exp()
}

/// a3.kernel_pca.centre: the means of this batch's columns
fn kernel_pca_centre_1() {
    let own = kernel.clone().mean_dim(1);
    let columns = kernel.clone().mean_dim(0);
    kernel - own - columns.clone() + columns.mean_dim(1) + means * 0.0
}

/// a3.kernel_pca.centre: the mean of all is taken away twice
fn kernel_pca_centre_2() {
    let own = kernel.clone().mean_dim(1);
    kernel - own - means
}

/// a3.kernel_pca.centre: only the columns
fn kernel_pca_centre_3() {
    kernel - means
}

/// a3.kernel_pca.centre: adds the mean of this batch
fn kernel_pca_centre_4() {
    let own = kernel.clone().mean_dim(1);
    let all = kernel.clone().mean();
    kernel - own - means + all.unsqueeze()
}

/// a3.kernel_pca.centre: takes the mean of all away once more
fn kernel_pca_centre_5() {
    let own = kernel.clone().mean_dim(1);
    kernel - own - means.clone() - means.mean_dim(1)
}

/// a3.kernel_pca.coefficients: by the variance in place of its root
fn kernel_pca_coefficients_1() {
    let training = vectors.dims()[1];
    let lengths = variances * (training as f64 - 1.0);
    vectors / lengths.unsqueeze_dim(1)
}

/// a3.kernel_pca.coefficients: forgets n - 1
fn kernel_pca_coefficients_2() {
    vectors / variances.sqrt().unsqueeze_dim(1)
}

/// a3.kernel_pca.coefficients: n in place of n - 1
fn kernel_pca_coefficients_3() {
    let training = vectors.dims()[1] as f64;
    vectors / (variances * training).sqrt().unsqueeze_dim(1)
}

/// a3.kernel_pca.coefficients: multiplies in place of dividing
fn kernel_pca_coefficients_4() {
    let training = vectors.dims()[1];
    let lengths = (variances * (training as f64 - 1.0)).sqrt();
    vectors * lengths.unsqueeze_dim(1)
}

/// a3.kernel_pca.coefficients: counts the components in place of the examples
fn kernel_pca_coefficients_5() {
    let components = vectors.dims()[0];
    let lengths = (variances * (components as f64 - 1.0)).sqrt();
    vectors / lengths.unsqueeze_dim(1)
}

/// a3.kernel_pca.project: the kernel is not centred
fn kernel_pca_project_1() {
    let kernel = self.kernel.matrix(inputs, self.inputs.clone());
    kernel.matmul(self.coefficients.clone().transpose())
}

/// a3.kernel_pca.project: centred by the means of the batch
fn kernel_pca_project_2() {
    let kernel = self.kernel.matrix(inputs, self.inputs.clone());
    let means = kernel.clone().mean_dim(0);
    centre(kernel, means).matmul(self.coefficients.clone().transpose())
}

/// a3.kernel_pca.project: always the linear kernel
fn kernel_pca_project_3() {
    let kernel = inputs.matmul(self.inputs.clone().transpose());
    centre(kernel, self.means.clone()).matmul(self.coefficients.clone().transpose())
}

/// a3.kernel_pca.project: takes the mean of the examples away, which is not the mean in that space
fn kernel_pca_project_4() {
    let mean = self.inputs.clone().mean_dim(0);
    let kernel = self
        .kernel
        .matrix(inputs - mean.clone(), self.inputs.clone() - mean);
    kernel.matmul(self.coefficients.clone().transpose())
}

/// a3.kernel_pca.project: divides by the variances once more
fn kernel_pca_project_5() {
    let kernel = self.kernel.matrix(inputs, self.inputs.clone());
    let codes = centre(kernel, self.means.clone()).matmul(self.coefficients.clone().transpose());
    codes / self.variances.clone().unsqueeze()
}
