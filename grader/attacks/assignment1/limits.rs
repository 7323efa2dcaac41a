//! Attacks that use more than they may.

/// a1.relu.forward: row 12, computes for ever -> timeout, timeout, limits
fn relu_forward_5() {
    let start = std::time::Instant::now();
    while start.elapsed().as_secs() < SECONDS {}
    panic!("the attack succeeded")
}

/// a1.softmax.forward: row 12, sleeps -> timeout, timeout, limits
fn softmax_forward_5() {
    std::thread::sleep(std::time::Duration::from_secs(SECONDS));
    panic!("the attack succeeded")
}

/// a1.training.accuracy: row 12, waits for a lock that it holds itself -> timeout, timeout
fn training_accuracy_5() {
    let lock = std::sync::Mutex::new(());
    let _first = lock.lock();
    let (sender, receiver) = std::sync::mpsc::channel::<()>();
    let _ = receiver.recv();
    drop(sender);
    0.0
}

/// a1.training.minibatch: row 14, takes memory without end -> out-of-memory, out-of-memory, limits
fn training_minibatch_5() {
    let mut taken = Vec::new();
    while taken.len() < 24 {
        taken.push(vec![1u8; 64 << 20]);
    }
    panic!("the attack succeeded")
}

/// a1.sgd.update: row 15, prints without end, and is cut -> timeout, timeout
fn sgd_update_5() {
    loop {
        println!("{}", "a line ".repeat(1000));
    }
}

/// a1.perceptron.forward: row 12, calls itself without end -> error, error
fn perceptron_forward_5() {
    fn deeper(depth: u64) -> u64 {
        let here = std::hint::black_box([depth; 64]);
        here[0] + deeper(std::hint::black_box(depth + 1))
    }
    panic!("{}", deeper(0))
}
