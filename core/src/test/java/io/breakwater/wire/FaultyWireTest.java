package io.breakwater.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.wire.WireFault.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The wire that other tests break, between a client and a server that answers every ten bytes with the
/// same ten bytes.
@Timeout(20)
class FaultyWireTest {
    private static final int LENGTH = 10;
    private static final String ONE = "0123456789";
    private static final String OTHER = "abcdefghij";

    private ServerSocket listening;
    private FaultyWire wire;

    @BeforeEach
    void start() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        wire = FaultyWire.to(listening.getLocalPort());
        Thread.startVirtualThread(this::accept);
    }

    @AfterEach
    void stop() throws IOException {
        wire.close();
        listening.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Thread.startVirtualThread(() -> echo(client));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private static void echo(Socket client) {
        try (client) {
            for (byte[] said = read(client); said.length > 0; said = read(client)) {
                client.getOutputStream().write(said);
            }
        } catch (IOException broken) {
            return;
        }
    }

    private static byte[] read(Socket from) throws IOException {
        return from.getInputStream().readNBytes(LENGTH);
    }

    private Socket connected() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), wire.port());
        client.setSoTimeout(10_000);
        return client;
    }

    private static String asked(Socket client, String what) throws IOException {
        client.getOutputStream().write(what.getBytes(US_ASCII));
        return new String(read(client), US_ASCII);
    }

    @Test
    void without_a_fault_everything_passes_both_ways_and_each_end_hears_when_the_other_is_done() throws IOException {
        try (Socket client = connected()) {
            assertThat(asked(client, ONE)).isEqualTo(ONE);
            assertThat(asked(client, OTHER)).isEqualTo(OTHER);
            assertThat(wire.latestAnswer()).asString(US_ASCII).isEqualTo(OTHER);
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(wire.struck()).isZero();
    }

    @Test
    void a_reset_at_byte_4_of_an_answer_comes_after_four_bytes() throws IOException {
        wire.breakBy(WireFault.ofAnswers(Kind.RESET, 4));
        try (Socket client = connected()) {
            client.getOutputStream().write(ONE.getBytes(US_ASCII));
            InputStream in = client.getInputStream();
            assertThat(in.readNBytes(4)).asString(US_ASCII).isEqualTo("0123");
            assertThatThrownBy(in::read).isInstanceOf(SocketException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSE", "HALF_CLOSE"})
    void an_answer_that_is_closed_in_the_middle_just_ends(Kind kind) throws IOException {
        wire.breakBy(WireFault.ofAnswers(kind, 4));
        try (Socket client = connected()) {
            assertThat(asked(client, ONE)).isEqualTo("0123");
        }
    }

    @Test
    void after_a_half_close_of_an_answer_the_server_still_hears_the_client() throws IOException {
        wire.breakBy(WireFault.ofAnswers(Kind.HALF_CLOSE, 0).times(1));
        try (Socket client = connected()) {
            assertThat(asked(client, ONE)).isEmpty();
            client.getOutputStream().write(OTHER.getBytes(US_ASCII));
            client.shutdownOutput();
        }
        try (Socket next = connected()) {
            assertThat(asked(next, ONE)).isEqualTo(ONE);
        }
    }

    @Test
    void a_stall_lasts_until_the_wire_is_mended_and_loses_nothing() throws IOException {
        wire.breakBy(WireFault.ofAnswers(Kind.STALL, 4));
        try (Socket client = connected()) {
            client.getOutputStream().write(ONE.getBytes(US_ASCII));
            InputStream in = client.getInputStream();
            assertThat(in.readNBytes(4)).asString(US_ASCII).isEqualTo("0123");
            client.setSoTimeout(100);
            assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
            wire.mend();
            client.setSoTimeout(10_000);
            assertThat(in.readNBytes(6)).asString(US_ASCII).isEqualTo("456789");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SLICE", "TRICKLE", "DELAY"})
    void what_is_only_cut_into_pieces_or_late_arrives_as_it_was(Kind kind) throws IOException {
        wire.breakBy(WireFault.ofAnswers(kind, 2), WireFault.ofRequests(kind, 5));
        try (Socket client = connected()) {
            assertThat(asked(client, ONE)).isEqualTo(ONE);
            assertThat(asked(client, OTHER)).isEqualTo(OTHER);
        }
        assertThat(wire.struck()).isEqualTo(4);
    }

    @Test
    void bytes_are_counted_from_where_the_other_side_spoke_last_and_a_request_may_break_too() throws IOException {
        wire.breakBy(WireFault.ofRequests(Kind.RESET, 3));
        try (Socket client = connected()) {
            client.getOutputStream().write("012".getBytes(US_ASCII));
            client.getOutputStream().write("3456789".getBytes(US_ASCII));
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void an_answer_to_a_request_that_began_before_is_left_alone() throws IOException {
        wire.breakBy(WireFault.ofRequests(Kind.STALL, 5));
        try (Socket client = connected()) {
            client.getOutputStream().write(ONE.getBytes(US_ASCII));
            while (wire.struck() == 0) {
                Thread.onSpinWait();
            }
            wire.breakBy(WireFault.ofAnswers(Kind.RESET, 0));
            assertThat(read(client)).asString(US_ASCII).isEqualTo(ONE);
            client.getOutputStream().write(OTHER.getBytes(US_ASCII));
            assertThatThrownBy(() -> read(client)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void only_the_connections_that_are_named_are_struck_and_only_as_often_as_stated() throws IOException {
        wire.breakBy(
                WireFault.ofAnswers(Kind.CLOSE, 0).on(number -> number >= 2).times(1));
        try (Socket first = connected();
                Socket second = connected();
                Socket third = connected()) {
            assertThat(asked(first, ONE)).isEqualTo(ONE);
            assertThat(asked(second, ONE)).isEmpty();
            assertThat(asked(third, ONE)).isEqualTo(ONE);
        }
        assertThat(wire.connections()).isEqualTo(3);
        assertThat(wire.struck()).isEqualTo(1);
    }
}
