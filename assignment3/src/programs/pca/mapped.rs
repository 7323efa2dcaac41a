//! Components in the space of a kernel: what of them tells classes apart, beside principal components.
//!
//! There is no way back from these codes to examples, and so no error of a reconstruction. What is measured in its
//! place needs the classes: how many examples are nearest to the mean code of their own.

use super::super::planes::{components, plane};
use super::reduced::counts;
use crate::kernel_pca::Kernel;
use crate::staff::kernel_reduction::ClassMeans;
use crate::staff::{KernelReduction, Reduction};
use burn::tensor::Tensor;
use common::figures::panels;
use common::plots;
use common::program::prelude::*;

/// Finds the components, says what each number of them tells apart, and draws.
pub(super) fn run(run: &mut Run, data: Data<2>, (kernel, most): (Kernel, usize)) -> Result<()> {
    let linear = Reduction::up_to(data.clone(), most)?;
    let reduction = KernelReduction::new(data, kernel, most)?;
    run.make_folder()?;
    let (data, explained) = (&reduction.data, reduction.explained());
    let of_linear = |count: usize| {
        let pca = linear.pca.first(count.min(linear.components()));
        let means = ClassMeans::of(data.classes.len(), &data.train, |it| pca.project(it));
        means.accuracy(&data.test, |it| pca.project(it))
    };
    let header = [
        "COMPONENTS",
        "EXPLAINED",
        "TRAIN ACC",
        "TEST ACC",
        "PCA TEST ACC",
    ];
    let mut table = Table::new(header);
    let mut last = [0.0; 3];
    for count in counts(most) {
        let means = reduction.means(count);
        let of = |set| means.accuracy(set, |it| reduction.codes(count, it));
        last = [of(&data.train), of(&data.test), of_linear(count)];
        let share = format!("{:.1} %", 100.0 * explained[count - 1]);
        let accuracies = last.map(|accuracy| format!("{accuracy:.3}"));
        table.row([count.to_string(), share].into_iter().chain(accuracies));
    }
    run.record("explained_variance", explained[most - 1]);
    run.record("train_class_mean_accuracy", last[0]);
    run.record("test_class_mean_accuracy", last[1]);
    run.record("pca_class_mean_accuracy", last[2]);
    run.set_table(table);
    run.explain(in_words(&reduction, &explained));
    match run.wants_figures() {
        true => draw(run, &reduction, &linear),
        false => Ok(()),
    }
}

fn in_words(reduction: &KernelReduction, explained: &[f64]) -> String {
    let examples = reduction.data.train.len();
    let kernel = match reduction.pca.kernel {
        Kernel::Linear => "x · y".into(),
        Kernel::Polynomial(gamma, degree) => format!("(γ x · y + 1)^{degree} with γ = {gamma:.4}"),
        Kernel::Rbf(gamma) => format!("exp(-γ ‖x - y‖²) with γ = {gamma:.4}"),
    };
    let mut words = format!(
        "Kernel of {examples} x {examples} pairs of training examples: {kernel}.\n\
         The shares are of the variance in the space of the kernel. ACC is the share of examples that are nearest to the \
         mean code of their own class."
    );
    // Of n equal eigenvalues each has 1 / (n - 1).
    if explained[0] < 2.0 / (examples as f64 - 1.0) {
        words += "\nAll components hold nearly the same: every example is like itself alone. Choose a smaller --gamma.";
    }
    words
}

/// The planes of both side by side, the shares, and of points in the plane where the nearest class mean changes.
fn draw(run: &Run, reduction: &KernelReduction, linear: &Reduction) -> Result<()> {
    let data = &reduction.data;
    if reduction.pca.variances.dims()[0] > 1 && linear.components() > 1 {
        let [of_linear, of_kernel] = [linear.pca.explained(), reduction.shares()];
        let mut planes = vec![
            plane("PCA", data, components(&of_linear, [0, 1]), |it| {
                linear.pca.first(2).project(it)
            }),
            plane(
                "In the space of the kernel",
                data,
                components(&of_kernel, [0, 1]),
                |it| reduction.codes(2, it),
            ),
        ];
        let telling = &reduction.telling()[..2];
        if telling.iter().any(|component| *component > 1) {
            let [first, second] = [telling[0], telling[1]];
            let codes = |it| {
                let codes = reduction.pca.project(it);
                let chosen = [first, second].map(|it| codes.clone().narrow(1, it, 1));
                Tensor::cat(chosen.to_vec(), 1)
            };
            let axes = components(&of_kernel, [first, second]);
            planes.push(plane("Those that tell classes apart", data, axes, codes));
        }
        let columns = planes.len();
        run.save_figure(
            "maps",
            &panels("Examples in the plane of two components", columns, &planes),
        )?;
    }
    let curve = |shares: Vec<f64>| {
        let points = shares.into_iter().enumerate();
        points
            .map(|(place, share)| (place as f64 + 1.0, share))
            .collect::<Vec<_>>()
    };
    let shares = Plot::new("Share of the variance")
        .x("components")
        .y("share that they hold");
    let shares = shares.line("PCA", curve(linear.explained()));
    let shares = shares.line("in the space of the kernel", curve(reduction.explained()));
    run.save_figure("shares", &shares.figure())?;
    if data.features() != 2 {
        return Ok(());
    }
    let count = reduction.pca.variances.dims()[0];
    let means = reduction.means(count);
    let title = format!("Nearest class mean in {count} components");
    let nearest = |points| means.logits(reduction.codes(count, points));
    let figure = plots::boundary_between(&title, ["x", "y"], data, nearest);
    run.save_figure("boundary", &figure)
}
