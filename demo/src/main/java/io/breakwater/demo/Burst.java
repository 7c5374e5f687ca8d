package io.breakwater.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Sends requests, one for each tenant named.
final class Burst {
    /// Enough for the demos' bursts, and below the concurrency limits of their tenants.
    private static final int MOST_AT_ONCE = 100;

    private final GatewayClient gateway;
    private final String alias;

    Burst(GatewayClient gateway, String alias) {
        this.gateway = gateway;
        this.alias = alias;
    }

    List<DemoAnswer> oneAfterTheOther(List<String> tenants) throws InterruptedException {
        List<DemoAnswer> answers = new ArrayList<>();
        for (String tenant : tenants) {
            answers.add(gateway.chat(tenant, alias));
        }
        return answers;
    }

    /// Sends all at once, up to 100 at a time.
    List<DemoAnswer> atOnce(List<String> tenants) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        Semaphore places = new Semaphore(MOST_AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<DemoAnswer>> pending = new ArrayList<>();
            for (String tenant : tenants) {
                pending.add(threads.submit(waiting(start, places, tenant)));
            }
            start.countDown();
            return answers(pending);
        }
    }

    private Callable<DemoAnswer> waiting(CountDownLatch start, Semaphore places, String tenant) {
        return () -> {
            start.await();
            places.acquire();
            try {
                return gateway.chat(tenant, alias);
            } finally {
                places.release();
            }
        };
    }

    private static List<DemoAnswer> answers(List<Future<DemoAnswer>> pending) throws InterruptedException {
        List<DemoAnswer> answers = new ArrayList<>();
        for (Future<DemoAnswer> answer : pending) {
            try {
                answers.add(answer.get());
            } catch (ExecutionException defect) {
                throw new IllegalStateException("a request of the demo failed in the demo itself", defect.getCause());
            }
        }
        return answers;
    }
}
