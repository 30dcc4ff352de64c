// The npm package telegram-test-api as a server of its own: node npm_server.mjs PACKAGE PORT
import { createRequire } from "node:module";

const [, , folder, port] = process.argv;
const TelegramServer = createRequire(import.meta.url)(folder);
const server = new (TelegramServer.default ?? TelegramServer)({ port: Number(port), host: "127.0.0.1", storeTimeout: 600 });
await server.start();
console.log("ready");
