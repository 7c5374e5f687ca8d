package io.breakwater.local.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The connection between a gateway and its table, which a test may cut or silence.
final class StoreSwitch implements AutoCloseable {
    private enum State {
        CONNECTED,
        REFUSING,
        SILENT
    }

    private final ServerSocket door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int behind;
    private volatile State state = State.CONNECTED;

    StoreSwitch(int behind) throws IOException {
        this.behind = behind;
        threads.execute(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    void connect() throws IOException {
        become(State.CONNECTED);
    }

    /// Every connection is closed as soon as it is made.
    void refuse() throws IOException {
        become(State.REFUSING);
    }

    /// Connections are accepted, and nothing ever comes back.
    void silence() throws IOException {
        become(State.SILENT);
    }

    private void become(State next) throws IOException {
        state = next;
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        switch (state) {
            case CONNECTED -> connect(client);
            case REFUSING -> close(client);
            case SILENT -> {}
        }
    }

    private void connect(Socket client) {
        try {
            Socket table = new Socket(InetAddress.getLoopbackAddress(), behind);
            open.add(table);
            threads.execute(() -> copy(client, table));
            copy(table, client);
        } catch (IOException gone) {
            close(client);
        }
    }

    /// When one end closes, the other one is closed as well.
    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException cut) {
            return;
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        become(State.REFUSING);
        threads.shutdownNow();
    }
}
