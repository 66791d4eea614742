// SPDX-License-Identifier: Apache-2.0
package bivouac.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

/** What a controller has accepted is seen by the brokers a moment later: whoever asks next is to find it. */
final class Waiting {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Waiting() {}

    static void until(String what, Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(LIMIT);
        while (!condition.call()) {
            if (Instant.now().isAfter(end)) throw new TimeoutException("still not seen by the brokers: " + what);
            Thread.sleep(PAUSE);
        }
    }
}
