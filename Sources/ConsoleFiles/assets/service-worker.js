// Shows notices that the server pushes, and opens their case.
"use strict";

self.addEventListener("push", (event) => {
  const notice = event.data ? event.data.json() : { title: "Rollcall", body: "", address: "/notices" };
  event.waitUntil(self.registration.showNotification(notice.title, {
    body: notice.body, icon: "/assets/icon-192.png", data: { address: notice.address },
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.address));
});
