// SPDX-License-Identifier: Apache-2.0
package bivouac.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.apache.kafka.common.KafkaException;

/**
 * One question a line on stdin, one answer a line on stdout, in the order of being done: the `id` of a question comes
 * back with its answer. The process ends with its input, so nobody has
 * to stop one whose caller has died.
 */
final class Lines {
    static final ObjectMapper JSON = new ObjectMapper();

    interface Answerer {
        Object answer(JsonNode question) throws Exception;
    }

    private Lines() {}

    static void serve(Answerer answerer) throws IOException {
        PrintStream answers = System.out;
        // Whatever a library prints must not be taken for an answer.
        System.setOut(System.err);
        var pool = Executors.newCachedThreadPool();
        var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            JsonNode question = JSON.readTree(line);
            pool.execute(() -> {
                String answer = answerTo(question, answerer);
                synchronized (answers) {
                    answers.println(answer);
                    answers.flush();
                }
            });
        }
        // Nobody is there any more to hear an answer, and what runs here is thrown away: there is nothing to wait for.
        Runtime.getRuntime().halt(0);
    }

    private static String answerTo(JsonNode question, Answerer answerer) {
        var answer = JSON.createObjectNode();
        answer.set("id", question.get("id"));
        try {
            answer.set("answer", JSON.valueToTree(answerer.answer(question)));
        } catch (Throwable failure) {
            answer.set("error", JSON.valueToTree(describe(failure)));
        }
        return answer.toString();
    }

    /** A producer that has failed answers with a plain KafkaException from then on, around the first reason. */
    private static boolean isWrapper(Throwable failure) {
        return failure instanceof ExecutionException || failure instanceof CompletionException
            || failure.getClass() == KafkaException.class;
    }

    /** Class and message of what went wrong, without the wrappers of futures. */
    static Map<String, String> describe(Throwable failure) {
        Throwable cause = failure;
        while (isWrapper(cause) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Map.of("type", cause.getClass().getSimpleName(), "message", String.valueOf(cause.getMessage()));
    }
}
