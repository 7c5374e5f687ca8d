package io.breakwater.bench.load;

import io.breakwater.bench.http.HttpAnswer;
import io.breakwater.bench.http.HttpConnection;
import io.breakwater.bench.load.StreamSample.Ending;
import java.io.IOException;

/// A stream that is read to its end.
final class OneStream {
    private static final int SHOWN_CHARS = 300;

    private final Contender subject;
    private final byte[] request;

    OneStream(Contender subject) {
        this.subject = subject;
        this.request = subject.post().bytes();
    }

    /// @param begun the start of its time, on the clock of `System.nanoTime`
    Ending read(HttpConnection connection, long begun) {
        try {
            HttpAnswer answer = connection.exchange(request);
            return complete(answer)
                    ? new Ending.Complete(answer.firstByteNanos() - begun, System.nanoTime() - begun)
                    : new Ending.Broken("status " + answer.status() + ": " + answer.head(SHOWN_CHARS));
        } catch (IOException broken) {
            return new Ending.Broken(broken.toString());
        }
    }

    private boolean complete(HttpAnswer answer) {
        return answer.status() == 200 && answer.text().contains(subject.ending());
    }
}
