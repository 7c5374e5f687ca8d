package io.breakwater.wire;

import io.breakwater.wire.WireFault.Way;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A TCP proxy on loopback that breaks a connection at a byte that the test names. Each connection has
/// a virtual thread for each direction; where no fault strikes, bytes are passed on unchanged.
public final class FaultyWire implements AutoCloseable {
    private static final int BACKLOG = 200;
    private static final int SLICE = 3;
    private static final int TRICKLE = 64;
    private static final long DELAY_MILLIS = 50;

    private final ServerSocket listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger struck = new AtomicInteger();
    private final List<Armed> faults = new ArrayList<>();
    private final int behind;
    private int breakings;
    private final Map<Way, ByteArrayOutputStream> latest = new ConcurrentHashMap<>();

    private FaultyWire(int behind) throws IOException {
        this.behind = behind;
        threads.execute(this::accept);
    }

    /// A proxy to the server on this port of the loopback interface.
    ///
    /// @throws IOException if the proxy cannot listen
    public static FaultyWire to(int port) throws IOException {
        return new FaultyWire(port);
    }

    public int port() {
        return listening.getLocalPort();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /// From now on these faults strike and no others; if several apply, the first. They strike requests
    /// that begin from now on, and the answers to them. Connections that an earlier fault has stalled
    /// go on.
    public void breakBy(WireFault... next) {
        synchronized (faults) {
            breakings++;
            faults.clear();
            List.of(next).forEach(fault -> faults.add(new Armed(fault)));
            faults.notifyAll();
        }
    }

    /// No fault strikes any more, and stalled connections go on.
    public void mend() {
        breakBy();
    }

    /// Connections made so far.
    public int connections() {
        return connections.get();
    }

    /// Messages that faults have struck so far.
    public int struck() {
        return struck.get();
    }

    /// The bytes of the latest answer that have passed, to find the byte at which a similar one should
    /// break.
    public byte[] latestAnswer() {
        return latest(Way.ANSWER);
    }

    /// The bytes of the latest request that have passed.
    public byte[] latestRequest() {
        return latest(Way.REQUEST);
    }

    private byte[] latest(Way way) {
        return latest.getOrDefault(way, new ByteArrayOutputStream()).toByteArray();
    }

    /// A fault, and how often it may still strike.
    private static final class Armed {
        private final WireFault fault;
        private int left;

        Armed(WireFault fault) {
            this.fault = fault;
            this.left = fault.times();
        }
    }

    private int breakings() {
        synchronized (faults) {
            return breakings;
        }
    }

    /// @param asked how often the faults had been replaced when the request began
    private Optional<WireFault> striking(Way way, int connection, int asked, long from, int bytes) {
        synchronized (faults) {
            Optional<Armed> found = faults.stream()
                    .filter(armed ->
                            asked == breakings && armed.left > 0 && armed.fault.strikes(way, connection, from, bytes))
                    .findFirst();
            found.ifPresent(armed -> {
                armed.left--;
                struck.incrementAndGet();
            });
            return found.map(armed -> armed.fault);
        }
    }

    /// Until this fault is taken away.
    @SuppressWarnings("ReferenceEquality") // an equal one may stay
    private void standStill(WireFault fault) throws InterruptedException {
        synchronized (faults) {
            while (faults.stream().anyMatch(armed -> armed.fault == fault)) {
                faults.wait();
            }
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                int number = connections.incrementAndGet();
                threads.execute(() -> join(client, number));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void join(Socket client, int number) {
        try {
            Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), behind), number);
            links.add(link);
            threads.execute(() -> link.pump(Way.REQUEST));
            link.pump(Way.ANSWER);
        } catch (IOException nobodyThere) {
            end(client, true);
        }
    }

    private static void end(Socket socket, boolean reset) {
        try (socket) {
            if (reset) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException gone) {
            return;
        }
    }

    /// Resets the open connections.
    @Override
    public void close() throws IOException {
        listening.close();
        mend();
        links.forEach(link -> link.end(true));
        threads.shutdownNow();
    }

    /// One connection: two sockets, and the side that speaks.
    private final class Link {
        private final Socket client;
        private final Socket server;
        private final int number;
        private Way speaking = Way.ANSWER;
        private int asked;
        private int open = 2;

        Link(Socket client, Socket server, int number) throws IOException {
            this.client = client;
            this.server = server;
            this.number = number;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        /// Whether a new message begins, because the other side spoke last.
        private synchronized boolean begins(Way way) {
            boolean begins = speaking != way;
            speaking = way;
            if (begins && way == Way.REQUEST) {
                asked = breakings();
            }
            return begins;
        }

        private synchronized int asked() {
            return asked;
        }

        void pump(Way way) {
            try {
                Socket to = way == Way.REQUEST ? server : client;
                new Pump(this, way, (way == Way.REQUEST ? client : server).getInputStream(), to).run();
                finish(to);
            } catch (IOException gone) {
                end(true);
            } catch (InterruptedException told) {
                Thread.currentThread().interrupt();
                end(true);
            }
        }

        /// The speaker has closed; the other side may still send something.
        private synchronized void finish(Socket to) throws IOException {
            open--;
            if (open == 0) {
                end(false);
            } else if (!to.isOutputShutdown()) {
                to.shutdownOutput();
            }
        }

        void end(boolean reset) {
            links.remove(this);
            FaultyWire.end(client, reset);
            FaultyWire.end(server, reset);
        }
    }

    /// One direction of a connection.
    private final class Pump {
        private final Link link;
        private final Way way;
        private final InputStream in;
        private final Socket to;
        private final OutputStream out;
        private ByteArrayOutputStream passed = new ByteArrayOutputStream();
        private Optional<WireFault> striking = Optional.empty();
        private long at;

        Pump(Link link, Way way, InputStream in, Socket to) throws IOException {
            this.link = link;
            this.way = way;
            this.in = in;
            this.to = to;
            this.out = to.getOutputStream();
        }

        void run() throws IOException, InterruptedException {
            byte[] buffer = new byte[8_192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (link.begins(way)) {
                    begin();
                }
                pass(buffer, read);
            }
        }

        private void begin() {
            at = 0;
            striking = Optional.empty();
            passed = new ByteArrayOutputStream();
            latest.put(way, passed);
        }

        private void pass(byte[] bytes, int length) throws IOException, InterruptedException {
            int before = striking.isPresent() ? 0 : untilStruck(length);
            send(bytes, 0, before);
            if (before < length) {
                strike(striking.orElseThrow(), bytes, before, length);
            }
            at += length;
        }

        /// How many of the next bytes pass before a fault strikes.
        private int untilStruck(int length) {
            striking = striking(way, link.number, link.asked(), at, length);
            return striking.map(fault -> (int) (fault.at() - at)).orElse(length);
        }

        private void strike(WireFault fault, byte[] bytes, int from, int to) throws IOException, InterruptedException {
            switch (fault.kind()) {
                case RESET -> link.end(true);
                case CLOSE -> link.end(false);
                case HALF_CLOSE -> closeThisHalf();
                case STALL -> {
                    standStill(fault);
                    goOn(bytes, from, to);
                }
                case DELAY -> {
                    Thread.sleep(DELAY_MILLIS);
                    goOn(bytes, from, to);
                }
                case SLICE -> sendIn(SLICE, 0, bytes, from, to);
                case TRICKLE -> sendIn(TRICKLE, 1, bytes, from, to);
            }
        }

        private void closeThisHalf() throws IOException {
            to.shutdownOutput();
            in.transferTo(OutputStream.nullOutputStream());
        }

        private void goOn(byte[] bytes, int from, int to) throws IOException {
            striking = Optional.empty();
            send(bytes, from, to);
        }

        private void sendIn(int size, long millis, byte[] bytes, int from, int to)
                throws IOException, InterruptedException {
            for (int next = from; next < to; next += size) {
                send(bytes, next, Math.min(to, next + size));
                Thread.sleep(millis);
            }
        }

        private void send(byte[] bytes, int from, int to) throws IOException {
            passed.write(bytes, from, to - from);
            out.write(bytes, from, to - from);
        }
    }
}
